package io.linewatch.standalone.process;

import java.io.PrintStream;
import java.util.Locale;

/** One numbered line for each step, with how long it took. One thread. */
public final class Steps {
  private final PrintStream out;
  private int number;

  public Steps(PrintStream out) {
    this.out = out;
  }

  /** Something to do that yields a value. */
  public interface Task<T> {
    T run() throws Exception;
  }

  /** Runs a step and prints its line; the detail is made of the result. */
  public <T> T run(String what, Task<T> task) throws Exception {
    number++;
    out.printf(Locale.ROOT, "%2d. %-62s ", number, what);
    out.flush();
    long start = System.nanoTime();
    try {
      T result = task.run();
      out.printf(Locale.ROOT, "%6.1f s%n", seconds(start));
      return result;
    } catch (Exception e) {
      out.printf(Locale.ROOT, "FAILED after %.1f s%n", seconds(start));
      throw e;
    }
  }

  /** A line that is not a step. */
  public void say(String text) {
    out.println("    " + text);
    out.flush();
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
