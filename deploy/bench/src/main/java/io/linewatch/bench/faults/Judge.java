package io.linewatch.bench.faults;

import io.linewatch.bench.faults.Places.Verdict;
import io.linewatch.bench.faults.oracle.Excuses;
import io.linewatch.bench.faults.oracle.Transition;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Waits until a pass has told everything that was due, and says what it never told. What was wrong
 * once is counted once. One thread.
 */
final class Judge {
  private static final long POLL_MILLIS = 200;

  /** What has to be there at a settlement reaches this far back behind the one before. */
  private static final long OVERLAP_MICROS = TimeUnit.SECONDS.toMicros(60);

  private final Pass pass;
  private final Places places;
  private final Excuses excused;
  private final PrintStream out;
  private final Set<String> told = new HashSet<>();
  private long settledMicros;

  /**
   * What became of the plant's picture by a settlement.
   *
   * @param seconds it took; NaN when it was not complete in time
   */
  record Settlement(double seconds, int lost, int doubled, int unexpected, int disordered) {
    boolean clean() {
      return lost + doubled + unexpected + disordered == 0;
    }
  }

  Judge(Pass pass, Places places, Excuses excused, PrintStream out) {
    this.pass = pass;
    this.places = places;
    this.excused = excused;
    this.out = out;
  }

  /**
   * Waits until all that is due until a time of the stream is at every place.
   *
   * @param sinceNanos what the time it took counts from
   */
  Settlement settle(long untilMicros, long sinceNanos, Duration patience)
      throws InterruptedException {
    long from = Math.max(0, settledMicros - OVERLAP_MICROS);
    long deadline = System.nanoTime() + patience.toNanos();
    Verdict verdict = places.compare(from, untilMicros, excused);
    while ((verdict == null || !verdict.nothingLost()) && System.nanoTime() < deadline) {
      pass.requireAlive();
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      verdict = places.compare(from, untilMicros, excused);
    }
    double seconds = (System.nanoTime() - sinceNanos) / 1e9;
    settledMicros = untilMicros;
    if (verdict == null) {
      out.println("    history did not answer in time");
      return new Settlement(Double.NaN, 0, 0, 0, 0);
    }
    return new Settlement(
        verdict.nothingLost() ? seconds : Double.NaN,
        news("lost", verdict.lost(), verdict),
        news("doubled", verdict.doubled(), verdict),
        news("unexpected", verdict.unexpected(), verdict),
        news("out of order", verdict.disordered(), verdict));
  }

  /** Everything since the start, once more. */
  Settlement settleAll(long untilMicros, Duration patience) throws InterruptedException {
    settledMicros = 0;
    return settle(untilMicros, System.nanoTime(), patience);
  }

  private int news(String how, Set<Transition> transitions, Verdict verdict) {
    int news = 0;
    for (Transition transition : transitions) {
      if (told.add(how + " " + transition)) {
        news++;
        out.println("    " + how + ": " + transition + " (" + where(transition, verdict) + ")");
      }
    }
    return news;
  }

  private static String where(Transition transition, Verdict verdict) {
    StringBuilder where = new StringBuilder();
    verdict
        .places()
        .forEach((place, comparison) -> {
          boolean concerned =
              comparison.all().stream().anyMatch(t -> t.asAlert().equals(transition));
          if (concerned) {
            where.append(where.isEmpty() ? "" : "; ").append(place);
          }
        });
    return where.toString();
  }
}
