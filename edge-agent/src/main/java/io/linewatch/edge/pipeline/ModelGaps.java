package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.edge.outbox.Missing;
import io.linewatch.edge.window.EpochMicros;
import io.linewatch.model.format.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one model could not score, so that it is stated: the rows that were under way when the run
 * before ended, until its window is full again; and readings that came after their rows had been
 * made without them. A hole is stated as soon as its beginning is known, and again with its end, so
 * that a second death in between hides nothing; the outbox merges what is not told yet. Lane
 * thread.
 */
final class ModelGaps {
  static final String RESTARTED =
      "The agent was stopped; the model's rows of that time are not scored, and its window had to"
          + " fill again.";
  static final String LATE =
      "Readings came after the model had scored their rows without them, because it heard nothing"
          + " for too long.";

  /** Rows that waited for late readings, and the decision that waited for them. */
  private static final long UNDER_WAY_MICROS = micros(Duration.ofSeconds(5));

  /** Late readings come in a bunch; it is over after this. */
  private static final long BUNCH_OVER_MICROS = micros(Duration.ofSeconds(5));

  private static final long LONGEST_BUNCH_MICROS = micros(Duration.ofMinutes(1));
  private static final long NONE = Long.MIN_VALUE;

  private final DetectorId id;
  private final Consumer<Missing> missing;
  private final long aliveMicros;
  private long statedMicros = NONE;
  private boolean endForeseen;
  private boolean filled;

  private long lateCount;
  private long lateFirstMicros;
  private long lateLastMicros;
  private long bunchBeganMicros;
  private long bunchLastMicros;

  /**
   * @param aliveUntil the last sign of life of the run before; null when this model was not part of
   *     it
   */
  ModelGaps(DetectorId id, @Nullable Instant aliveUntil, Consumer<Missing> missing) {
    this.id = id;
    this.missing = missing;
    this.aliveMicros = aliveUntil == null ? NONE : EpochMicros.of(aliveUntil);
    this.filled = aliveUntil == null;
  }

  /**
   * A reading of the model's asset came.
   *
   * @param spec of the model that scores; null while none is loaded
   */
  void heard(long timeMicros, @Nullable ModelSpec spec) {
    if (filled) {
      return;
    }
    if (statedMicros == NONE) {
      statedMicros = Math.min(aliveMicros, timeMicros) - UNDER_WAY_MICROS;
      restartedUntil(timeMicros);
    }
    if (spec != null && !endForeseen) {
      endForeseen = true;
      restartedUntil(timeMicros + spec.rowsBeforeFirstScore() * micros(spec.gridStep()));
    }
  }

  /** A row of the model is full. */
  void scored(long timeMicros) {
    if (!filled) {
      filled = true;
      restartedUntil(timeMicros);
    }
  }

  private void restartedUntil(long micros) {
    if (micros > statedMicros) {
      missing.accept(new Missing(id.toString(), id.asset(), RESTARTED, statedMicros, micros, -1));
      statedMicros = micros;
    }
  }

  /** A reading came too late for its row. */
  void late(long timeMicros, long arrivalMicros) {
    if (lateCount == 0) {
      lateFirstMicros = timeMicros;
      lateLastMicros = timeMicros;
      bunchBeganMicros = arrivalMicros;
    }
    lateCount++;
    lateFirstMicros = Math.min(lateFirstMicros, timeMicros);
    lateLastMicros = Math.max(lateLastMicros, timeMicros);
    bunchLastMicros = arrivalMicros;
  }

  /** States late readings when no more of them come, or have come for long. */
  void settle(long nowMicros) {
    boolean over =
        nowMicros - bunchLastMicros > BUNCH_OVER_MICROS
            || nowMicros - bunchBeganMicros > LONGEST_BUNCH_MICROS;
    if (lateCount > 0 && over) {
      end();
    }
  }

  /** States what is not stated. */
  void end() {
    if (lateCount > 0) {
      missing.accept(
          new Missing(id.toString(), id.asset(), LATE, lateFirstMicros, lateLastMicros, lateCount));
      lateCount = 0;
    }
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
