package io.linewatch.edge;

import io.linewatch.edge.outbox.SavedDetector;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time the agent lives by: the machine's clock, but one that never runs back by more than good
 * sensors differ. A machine's clock may be set wrong, and be set right again; which of the two has
 * just happened nobody here can tell. What can be told is that it was set: the processor's own
 * count of time has gone on evenly.
 *
 * <ul>
 *   <li>Set <em>ahead</em>: the agent follows at once; nothing that comes later looks old.
 *   <li>Set <em>back</em>: the agent goes on with its own count, a tenth slower, until the machine
 *       has caught up. If it followed, all that its detectors decide would be older than what they
 *       have decided, which reads as a repetition, and sensors' times would look like the future.
 * </ul>
 *
 * <p>From a step on, and until machine and agent have agreed for a minute, the clock is not trusted
 * ({@link #trusted}). Nor is it after a start before times that were decided in the run before: but
 * then it is followed, so that a restart is how a person says that the clock is right now. Any
 * thread.
 */
final class GatewayClock implements InstantSource {
  /** Smaller steps are a good clock that is being kept so. */
  static final Duration TOLERANCE = Duration.ofSeconds(10);

  /** How long machine and agent must agree before the clock is trusted again. */
  static final Duration AGREED = Duration.ofMinutes(1);

  /** Last times further ahead than this at the start were wrong themselves. */
  static final Duration BELIEVED_AHEAD = Duration.ofDays(1);

  private static final int SLOWER_BY = 10;
  private static final long MICROS = 1_000;
  private static final long NEW_ANCHOR_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long TOLERANCE_MICROS = TOLERANCE.toNanos() / MICROS;

  private final InstantSource machine;
  private final LongSupplier nanos;

  /** What even time counts from. Replaced as a whole; read without the lock by {@link #instant}. */
  private volatile Anchor anchor;

  // Under the lock.
  private long knownMicros = Long.MIN_VALUE;
  private boolean heldBack;
  private long doubtedAtNanos;
  private boolean doubted;
  private String step = "";

  /** Even time was {@code micros} at {@code nanos}; {@code sound} when nothing is to be doubted. */
  private record Anchor(long nanos, long micros, boolean sound) {}

  /**
   * @param nanos counts evenly, whatever is done to the machine's clock; {@link System#nanoTime}
   */
  GatewayClock(InstantSource machine, LongSupplier nanos) {
    this.machine = machine;
    this.nanos = nanos;
    this.anchor = new Anchor(nanos.getAsLong(), micros(machine.instant()), true);
  }

  /** The clock is not trusted before the latest time that the run before has decided. */
  synchronized void startsAfter(Collection<SavedDetector> saved) {
    Instant now = machine.instant();
    for (SavedDetector detector : saved) {
      Instant last = detector.state().lastTime();
      if (last != null
          && last.isAfter(now.plus(TOLERANCE))
          && last.isBefore(now.plus(BELIEVED_AHEAD))) {
        knownMicros = Math.max(knownMicros, micros(last));
        step = "The machine's clock is behind what was decided before the start";
        anchor = new Anchor(nanos.getAsLong(), micros(now), false);
      }
    }
  }

  @Override
  public Instant instant() {
    Anchor from = anchor;
    Instant told = machine.instant();
    long elapsed = nanos.getAsLong() - from.nanos;
    boolean even = Math.abs(micros(told) - from.micros - elapsed / MICROS) <= TOLERANCE_MICROS;
    return even && from.sound && elapsed < NEW_ANCHOR_NANOS ? told : compare();
  }

  private synchronized Instant compare() {
    Instant told;
    long before;
    long now;
    do {
      // Both must be of one moment: the agent may be frozen between the two looks.
      before = nanos.getAsLong();
      told = machine.instant();
      now = nanos.getAsLong();
    } while (now - before > NEW_ANCHOR_NANOS);
    long elapsed = now - anchor.nanos;
    long own = anchor.micros + (heldBack ? elapsed - elapsed / SLOWER_BY : elapsed) / MICROS;
    long behind = own - micros(told);
    if (Math.abs(behind) > TOLERANCE_MICROS) {
      doubt(now, behind);
    } else if (doubted && now - doubtedAtNanos > AGREED.toNanos()) {
      doubted = false;
    }
    heldBack = behind > TOLERANCE_MICROS || (heldBack && behind > 0);
    boolean sound = !heldBack && !doubted && micros(told) >= knownMicros;
    if (!heldBack) {
      anchor = new Anchor(now, micros(told), sound);
      return told;
    }
    if (elapsed >= NEW_ANCHOR_NANOS || anchor.sound) {
      anchor = new Anchor(now, own, false);
    }
    return Instant.EPOCH.plus(own, ChronoUnit.MICROS);
  }

  private void doubt(long now, long behindMicros) {
    if (!heldBack || behindMicros < 0) {
      Duration by = Duration.ofSeconds(Math.abs(behindMicros) / 1_000_000);
      step =
          behindMicros > 0
              ? "The machine's clock was set back by " + by + "; the agent goes on with its own"
              : "The machine's clock was set ahead by " + by;
    }
    doubted = true;
    doubtedAtNanos = now;
  }

  /** Whether times made now can be vouched for. */
  boolean trusted() {
    var _ = instant();
    return anchor.sound;
  }

  /** What is wrong and what to do, the same words while it lasts; empty when it is trusted. */
  synchronized String problem() {
    return anchor.sound
        ? ""
        : step
            + ". Check the clock of this machine and its time server (chrony, NTP). If it is right"
            + " now, restart the agent: it then follows at once.";
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
