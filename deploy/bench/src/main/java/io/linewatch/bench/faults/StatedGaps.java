package io.linewatch.bench.faults;

import io.linewatch.bench.faults.catalogue.Strike.Effect;
import io.linewatch.bench.faults.observation.KafkaTap;
import io.linewatch.domain.decision.DetectorId;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Where a model lost its window, a gap record must say so. One thread. */
final class StatedGaps {
  private static final long POLL_MILLIS = 200;

  private StatedGaps() {}

  /**
   * Waits until every lost window is stated: a gateway states gaps once a minute.
   *
   * @param out told of each that never was
   * @return how many never were
   */
  static int awaitAll(
      List<Outcome> outcomes,
      Set<DetectorId> models,
      KafkaTap tap,
      Duration patience,
      PrintStream out)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    List<String> missing = missing(outcomes, models, tap);
    while (!missing.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      missing = missing(outcomes, models, tap);
    }
    missing.forEach(window -> out.println("    no gap record: " + window));
    return missing.size();
  }

  private static List<String> missing(
      List<Outcome> outcomes, Set<DetectorId> models, KafkaTap tap) {
    List<String> missing = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome.strike().struck() && outcome.strike().effects().contains(Effect.WINDOWS_LOST)) {
        long at = outcome.strike().atMicros();
        models.stream()
            .filter(model -> !tap.isStated(model.toString(), at))
            .forEach(model ->
                missing.add("%s at %.1f s, %s".formatted(outcome.fault(), at / 1e6, model)));
      }
    }
    return missing;
  }
}
