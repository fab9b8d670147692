package io.linewatch.domain.plant;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, in which unit, and which values are possible at all.
 *
 * @param quantity such as "vibration velocity RMS"
 * @param unit UCUM code, such as {@code mm/s} or {@code Cel}; {@code 1} when dimensionless
 * @param rangeLow least physically possible value in {@code unit}, or null when unknown
 * @param rangeHigh greatest physically possible value in {@code unit}, or null when unknown
 * @param keep at which rate its history is kept
 * @param novelty how often a false alarm is bearable of the detector that learns as it judges, or
 *     null when the channel has none
 */
public record Channel(
    ChannelId id,
    String quantity,
    String unit,
    @Nullable Double rangeLow,
    @Nullable Double rangeHigh,
    Keep keep,
    @Nullable Duration novelty) {

  /** A channel without a detector that learns as it judges. */
  public Channel(
      ChannelId id,
      String quantity,
      String unit,
      @Nullable Double rangeLow,
      @Nullable Double rangeHigh,
      Keep keep) {
    this(id, quantity, unit, rangeLow, rangeHigh, keep, null);
  }

  /** How a channel's readings go into history. */
  public enum Keep {
    /** Every reading. */
    FULL,
    /** Readings that differ from the one before. */
    ON_CHANGE,
    /** Not kept at the centre. */
    NONE
  }
}
