package io.linewatch.bench.historian;

import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetYaml;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;

/**
 * A historian's export as long CSV, and the plant it is of: every channel once a second, in order
 * of time, one value in five hundred is a marker of a bad one.
 *
 * @param channels tags in the file
 * @param rows about as many; whole seconds
 */
record MadeExport(int channels, int rows, long seed) {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int ONE_BAD_IN = 500;

  /** Rows that are written. */
  long written() {
    return (long) seconds() * channels;
  }

  private int seconds() {
    return Math.max(1, rows / channels);
  }

  PlantSheet sheet() {
    StringBuilder yaml =
        new StringBuilder(
            """
            site: demo
            gateways:
              - { id: gw-1, home: demo/hall-1/line-1 }
            assets:
              - { asset: demo/hall-1/line-1/machine, gateway: gw-1 }
            channels:
            """);
    for (int channel = 0; channel < channels; channel++) {
      yaml.append(
          "  - { asset: demo/hall-1/line-1/machine, channel: c%d, unit: Cel, quantity: q }\n"
              .formatted(channel));
    }
    var read = PlantSheetYaml.read(yaml.toString());
    PlantSheet sheet = read.value();
    if (sheet == null) {
      throw new IllegalStateException("the made sheet is none: " + read.problems());
    }
    return sheet;
  }

  void write(Path file) throws IOException {
    Random random = new Random(seed);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("time,tag,value,quality\n");
      for (int second = 0; second < seconds(); second++) {
        String time = BEGIN.plusSeconds(second).toString();
        for (int channel = 0; channel < channels; channel++) {
          out.write(time);
          out.write(",machine/c");
          out.write(Integer.toString(channel));
          out.write(',');
          out.write(
              random.nextInt(ONE_BAD_IN) == 0
                  ? "I/O Timeout"
                  : Double.toString(Math.round(1_000 * (20 + random.nextGaussian())) / 1e3));
          out.write(",Good\n");
        }
      }
    }
  }
}
