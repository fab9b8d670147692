package io.linewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The benches run and count right; how fast anything is, is not asked here. */
@Timeout(180)
class BenchSmokeIT {
  private static final Path REPOSITORY = Path.of(System.getProperty("linewatch.repository"));

  @TempDir Path folder;

  @Test
  void edgeLoadSendsAndTheAgentDecidesEveryReading() throws Exception {
    JsonNode report =
        bench(
            "edge-load",
            "--only",
            "a,c",
            "--load",
            "FULL",
            "--seconds",
            "1",
            "--rounds",
            "1",
            "--warm-up",
            "1000",
            "--seed",
            "3");

    assertThat(report.path("bench").asText()).isEqualTo("edge-load");
    assertThat(report.path("seed").asInt()).isEqualTo(3);
    assertThat(report.path("rows")).hasSize(2);
    for (JsonNode row : report.path("rows")) {
      assertThat(row.path("sent").asLong()).as("sent of %s", row).isEqualTo(100_000);
      assertThat(row.path("handled").asLong()).as("handled of %s", row).isEqualTo(100_000);
      assertThat(row.path("CPU µs/msg").asDouble()).isPositive();
    }
    // One reading in ten thousand is above the limit, and comes back: two findings each.
    assertThat(report.path("rows").path(1).path("findings").asLong()).isBetween(18L, 20L);
    assertThat(report.path("targets").path(0).path("name").asText())
        .isEqualTo("c / a in messages/s");
  }

  @Test
  void inferenceComparesBothSidesOnEveryBatch() throws Exception {
    JsonNode report =
        bench("inference", "--rounds", "1", "--round-millis", "5", "--batches", "1,16");

    assertThat(report.path("rows")).hasSize(4);
    for (JsonNode row : report.path("rows")) {
      assertThat(row.path("agent / raw").asDouble()).as("quotient of %s", row).isPositive();
    }
    assertThat(report.path("targets")).hasSize(4);
  }

  @Test
  void aDamagedCacheIsLeftAsideAndNothingIsSaidOfIt() throws Exception {
    Path home = folder.resolve("install");
    copy(REPOSITORY.resolve("edge-agent/target/linewatch-edge"), home);
    String program = home.resolve("bin/linewatch-edge").toString();
    assertThat(run(List.of(program, "prepare"), Map.of())).contains("prepared");
    Path cache = home.resolve("lib/linewatch-edge.aot");
    assertThat(cache).exists();
    String whole = run(List.of(program, "--version"), Map.of());
    byte[] bytes = Files.readAllBytes(cache);
    Files.write(cache, java.util.Arrays.copyOf(bytes, bytes.length / 3));

    assertThat(run(List.of(program, "--version"), Map.of())).isEqualTo(whole);
    assertThat(whole).startsWith("linewatch-edge").hasLineCount(1);
  }

  private JsonNode bench(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(
        REPOSITORY.resolve("deploy/bench/target/linewatch-bench/bin/linewatch-bench").toString());
    command.addAll(List.of(words));
    String said =
        run(
            command,
            Map.of(
                "LINEWATCH_REPOSITORY", REPOSITORY.toString(),
                "LINEWATCH_BENCH_STATE", folder.resolve("state").toString(),
                "LINEWATCH_OPTS", "-Xmx256m"));
    return new ObjectMapper().readTree(said.lines().reduce("", (before, line) -> line));
  }

  private String run(List<String> command, Map<String, String> environment) throws Exception {
    Path log = Files.createTempFile(folder, "said", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("LINEWATCH_JAVA", java());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(150, TimeUnit.SECONDS)).as("%s ended", command).isTrue();
    } finally {
      process.destroy();
    }
    String said = Files.readString(log, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
