package io.linewatch.domain.vibration;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets through only what was measured while the machine ran as it usually does: not while it
 * stands, not outside of its load band, and not for a while after it started, stopped or changed
 * its state. What a block does not tell closes nothing: where we do not know, we look. One thread.
 */
public final class OperatingGate {
  /** A shaft below this share of its nominal speed stands, or is on its way. */
  private static final double RUNNING_SHARE = 0.5;

  /** What became of a block; bounded, so it may be a metric tag. */
  public enum Verdict {
    OPEN,
    STANDING,
    LOAD_OUTSIDE_BAND,
    HELD_OFF
  }

  private final @Nullable MachineData machine;
  private @Nullable Boolean ran;
  private @Nullable String state;
  private @Nullable Instant changed;

  public OperatingGate(@Nullable MachineData machine) {
    this.machine = machine;
  }

  /**
   * Judges the next block.
   *
   * @param start of the block, not before that of the block before
   */
  public Verdict judge(Instant start, Operation operation) {
    MachineData known = machine;
    if (known == null) {
      return Verdict.OPEN;
    }
    boolean runs = runs(known, operation.speedRpm());
    notice(start, runs, operation.state());
    if (!runs) {
      return Verdict.STANDING;
    }
    Duration holdOff = known.holdOff();
    Instant since = changed;
    if (holdOff != null && since != null && Duration.between(since, start).compareTo(holdOff) < 0) {
      return Verdict.HELD_OFF;
    }
    return inBand(known, operation.load()) ? Verdict.OPEN : Verdict.LOAD_OUTSIDE_BAND;
  }

  private static boolean runs(MachineData known, @Nullable Double speedRpm) {
    Double nominal = known.speedRpm();
    return speedRpm == null || nominal == null || speedRpm >= RUNNING_SHARE * nominal;
  }

  private void notice(Instant start, boolean runs, @Nullable String newState) {
    Boolean before = ran;
    boolean started = before != null && before != runs;
    boolean moved = state != null && newState != null && !Objects.equals(state, newState);
    if (started || moved) {
      changed = start;
    }
    ran = runs;
    state = newState == null ? state : newState;
  }

  private static boolean inBand(MachineData known, @Nullable Double load) {
    Double low = known.loadLow();
    Double high = known.loadHigh();
    return load == null || ((low == null || load >= low) && (high == null || load <= high));
  }
}
