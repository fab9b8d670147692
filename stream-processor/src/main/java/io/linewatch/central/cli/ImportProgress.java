package io.linewatch.central.cli;

import io.linewatch.central.historian.ExportReading;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A bar with rows a second and the time left, redrawn in place; nothing where the output goes to a
 * file. One thread.
 */
final class ImportProgress implements ExportReading.Progress {
  private static final int WIDTH = 30;
  private static final int LINE = 79;

  private final PrintWriter out;
  private final boolean terminal;
  private final InstantSource clock;
  private final Instant begin;
  private int drawn = -1;

  /**
   * @param terminal whether {@code out} is one
   */
  ImportProgress(PrintWriter out, boolean terminal, InstantSource clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    this.begin = clock.instant();
  }

  @Override
  public void at(double share, long rows) {
    int percent = (int) (100 * Math.clamp(share, 0, 1));
    if (!terminal || percent == drawn) {
      return;
    }
    drawn = percent;
    double seconds = Duration.between(begin, clock.instant()).toMillis() / 1000.0;
    int full = percent * WIDTH / 100;
    String line =
        "[%s%s] %d %%, %,d rows/s, %s left"
            .formatted(
                "#".repeat(full),
                ".".repeat(WIDTH - full),
                percent,
                seconds > 0 ? Math.round(rows / seconds) : 0,
                share > 0 ? left(seconds * (1 - share) / share) : "?");
    out.print("\r" + line + " ".repeat(Math.max(0, LINE - line.length())));
    if (share >= 1) {
      out.print("\r" + " ".repeat(LINE) + "\r");
    }
    out.flush();
  }

  private static String left(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
  }
}
