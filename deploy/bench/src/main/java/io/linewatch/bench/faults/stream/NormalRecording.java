package io.linewatch.bench.faults.stream;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;

/** A press in normal running, as a plant engineer would hand it to {@code linewatch-models fit}. */
public final class NormalRecording {
  private static final Instant FROM = Instant.parse("2026-01-12T06:00:00Z");
  private static final int ROWS = 3_600;

  private NormalRecording() {}

  /** Writes an hour, a row a second, as CSV. */
  public static Path write(Path file, long seed) throws IOException {
    PressSignal press = new PressSignal(new Random(seed ^ 0x5EED), 0);
    try (Writer out = Files.newBufferedWriter(file)) {
      out.append("time,").append(String.join(",", PressSignal.CHANNELS)).append('\n');
      for (int row = 0; row < ROWS; row++) {
        out.append(FROM.plusSeconds(row).toString());
        for (double value : press.next(row)) {
          out.append(String.format(Locale.ROOT, ",%.3f", value));
        }
        out.append('\n');
      }
    }
    return file;
  }
}
