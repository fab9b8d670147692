package io.linewatch.standalone;

import io.linewatch.standalone.line.Machine;
import io.linewatch.standalone.line.Recording;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.server.LocalSystem;
import io.linewatch.standalone.server.ModelCommands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** Fits the demo's models on recordings of normal running and writes the plant sheet with them. */
final class DemoModels {
  /** Recordings are made with seeds of their own: a model never sees the line it will watch. */
  private static final long RECORDING_SEED = 0x11AE_0001L;

  private static final Instant RECORDED_FROM = Instant.parse("2026-01-12T06:00:00Z");
  private static final Duration RECORDED = Duration.ofHours(4);
  private static final Map<Machine, String> NAMES =
      new EnumMap<>(
          Map.of(
              Machine.PUMP, "pump-normal",
              Machine.GEAR_MOTOR, "motor-normal",
              Machine.PRESS, "press-normal"));

  private DemoModels() {}

  /** The sheet of the demo; fitted on the first start, kept for the next ones. */
  static Path sheet(LocalSystem system) throws Exception {
    Path sheet = system.state().root().resolve("plant.yaml");
    if (!Files.exists(sheet)) {
      String text = template();
      for (Map.Entry<String, String> digest : fit(system).entrySet()) {
        text = text.replace("DIGEST-" + digest.getKey(), digest.getValue());
      }
      Files.writeString(sheet, text);
    }
    return sheet;
  }

  static String template() throws IOException {
    try (InputStream resource = DemoModels.class.getResourceAsStream("/demo/plant.yaml")) {
      if (resource == null) {
        throw new StartFailed("the demo's plant sheet is missing from the program");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, String> fit(LocalSystem system) throws Exception {
    Path folder = Files.createDirectories(system.state().root().resolve("recordings"));
    ModelCommands models = system.models();
    Files.createDirectories(models.store());
    List<Callable<Map.Entry<String, String>>> fits = new ArrayList<>();
    for (Machine machine : Machine.values()) {
      String name = String.valueOf(NAMES.get(machine));
      fits.add(() -> {
        Path csv = folder.resolve(machine.asset() + ".csv");
        Recording.write(
            csv,
            machine,
            RECORDING_SEED ^ machine.asset().hashCode(),
            RECORDED_FROM,
            RECORDED,
            Duration.ofSeconds(1));
        return Map.entry(name, models.fit(csv, name));
      });
    }
    // One after the other: they share one index of the store, and two cores.
    Map<String, String> digests = new TreeMap<>();
    for (Callable<Map.Entry<String, String>> fit : fits) {
      Map.Entry<String, String> digest = fit.call();
      digests.put(digest.getKey(), digest.getValue());
    }
    return digests;
  }
}
