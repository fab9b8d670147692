package io.linewatch.edge.cli;

import io.linewatch.edge.replay.ReplayResult;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** How far a replay is: a bar on a terminal, a line now and then elsewhere. */
final class Progress implements LongConsumer {
  private static final int BAR = 40;
  private static final long BAR_NANOS = 100_000_000;
  private static final long LINE_NANOS = 5_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final long total;
  private long shown = System.nanoTime();

  private Progress(PrintStream out, boolean terminal, long total) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
  }

  static Progress of(Path file, PrintStream out, boolean terminal) throws IOException {
    return new Progress(out, terminal, Math.max(1, lines(file)));
  }

  private static long lines(Path file) throws IOException {
    long lines = 0;
    byte[] block = new byte[64 * 1024];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        for (int i = 0; i < n; i++) {
          lines += block[i] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }

  @Override
  public void accept(long rows) {
    long now = System.nanoTime();
    if (now - shown < (terminal ? BAR_NANOS : LINE_NANOS)) {
      return;
    }
    shown = now;
    int percent = (int) Math.min(100, 100 * rows / total);
    if (terminal) {
      int full = BAR * percent / 100;
      out.print("\r[" + "#".repeat(full) + " ".repeat(BAR - full) + "] " + percent + " %");
      out.flush();
    } else {
      out.println(rows + " of about " + total + " rows (" + percent + " %)");
    }
  }

  void end(ReplayResult result) {
    if (terminal) {
      out.print("\r[" + "#".repeat(BAR) + "] 100 %\n");
    }
    out.println(result.rows() + " rows, " + result.messages() + " messages");
    result.skipped().forEach((reason, count) -> out.println("  left out " + count + ": " + reason));
  }
}
