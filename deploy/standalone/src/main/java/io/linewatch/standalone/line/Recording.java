package io.linewatch.standalone.line;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Writes a recording of normal running as CSV, as a plant's historian would export it. */
public final class Recording {
  private Recording() {}

  /**
   * @param seed another than the live line's, so that a model meets values it has never seen
   */
  public static void write(
      Path file, Machine machine, long seed, Instant from, Duration length, Duration step)
      throws IOException {
    LineSimulation line = new LineSimulation(seed);
    try (Writer out = Files.newBufferedWriter(file)) {
      boolean header = true;
      for (Instant time = from; time.isBefore(from.plus(length)); time = time.plus(step)) {
        List<Sample> samples =
            line.step(time).stream().filter(sample -> sample.machine() == machine).toList();
        if (header) {
          out.append("time");
          for (Sample sample : samples) {
            out.append(',').append(sample.channel());
          }
          out.append('\n');
          header = false;
        }
        out.append(time.toString());
        for (Sample sample : samples) {
          out.append(String.format(Locale.ROOT, ",%.4f", sample.value()));
        }
        out.append('\n');
      }
    }
  }
}
