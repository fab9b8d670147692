package io.linewatch.model.cli;

import io.linewatch.model.fit.FitProgress;
import java.io.PrintWriter;

/**
 * Sentences on lines of their own, and below them a bar where somebody looks on: redrawn in place
 * on a terminal, left out where the output goes to a file. One thread.
 */
final class ProgressBar implements FitProgress {
  private static final int WIDTH = 30;

  private final PrintWriter out;
  private final boolean terminal;
  private int drawn = -1;

  /**
   * @param terminal whether {@code out} is one
   */
  ProgressBar(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void said(String sentence) {
    wipe();
    out.println(sentence);
    out.flush();
  }

  @Override
  public void done(double share) {
    int percent = (int) Math.round(100 * Math.clamp(share, 0, 1));
    if (!terminal || percent == drawn) {
      return;
    }
    drawn = percent;
    int full = percent * WIDTH / 100;
    out.print("\r[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + percent + " %");
    if (percent == 100) {
      out.println();
      drawn = -1;
    }
    out.flush();
  }

  /** What is said does not stand behind a bar. */
  private void wipe() {
    if (drawn >= 0) {
      out.print("\r" + " ".repeat(WIDTH + 8) + "\r");
      drawn = -1;
    }
  }
}
