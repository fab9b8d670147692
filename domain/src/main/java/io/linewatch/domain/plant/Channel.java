package io.linewatch.domain.plant;

import org.jspecify.annotations.Nullable;

/**
 * What is measured, in which unit, and which values are possible at all.
 *
 * @param quantity such as "vibration velocity RMS"
 * @param unit UCUM code, such as {@code mm/s} or {@code Cel}; {@code 1} when dimensionless
 * @param rangeLow least physically possible value in {@code unit}, or null when unknown
 * @param rangeHigh greatest physically possible value in {@code unit}, or null when unknown
 * @param keep at which rate its history is kept
 */
public record Channel(
    ChannelId id,
    String quantity,
    String unit,
    @Nullable Double rangeLow,
    @Nullable Double rangeHigh,
    Keep keep) {

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
