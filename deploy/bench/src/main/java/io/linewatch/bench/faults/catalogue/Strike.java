package io.linewatch.bench.faults.catalogue;

import java.util.Set;

/**
 * One strike, over and healed.
 *
 * @param struck whether it is proved that the fault took hold
 * @param proof by what, in a few words
 * @param atMicros the stream's time when it struck
 * @param overMicros the stream's time by which what lost windows or state worked whole again; the
 *     same as {@code atMicros} where nothing was lost
 * @param healedNanos {@link System#nanoTime} when everything could be reached again; what a program
 *     needs to start comes after it
 * @param effects what a promise allows to differ because of it
 */
public record Strike(
    boolean struck,
    String proof,
    long atMicros,
    long overMicros,
    long healedNanos,
    Set<Effect> effects) {
  public Strike {
    effects = Set.copyOf(effects);
  }

  /** One that took no state away. */
  public Strike(
      boolean struck, String proof, long atMicros, long healedNanos, Set<Effect> effects) {
    this(struck, proof, atMicros, atMicros, healedNanos, effects);
  }

  /** What may differ. */
  public enum Effect {
    /** The agent heard no sensors for a while: its models closed rows that were not complete. */
    SENSORS_INTERRUPTED,
    /** The agent was killed: its models' windows are filled again, and a gap record says so. */
    WINDOWS_LOST,
    /** The outbox was set aside: every detector begins anew, and a finding says so. */
    STATE_LOST
  }
}
