package io.linewatch.domain.vibration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the plant knows of a machine that vibrates.
 *
 * @param speedRpm nominal speed, turns a minute; null when unknown: then no bearing lines and no
 *     severity zone
 * @param powerKw rated power; null when unknown: then no severity zone
 * @param support how it stands; null when unknown: then no severity zone
 * @param bearing null when unknown: then no bearing lines
 * @param loadLow least load at which its vibration is read; null for any
 * @param loadHigh greatest load at which its vibration is read; null for any
 * @param holdOff how long its vibration is not read after it started, stopped or changed its state;
 *     null for not at all
 * @param speedChannel name of the asset's channel that tells the shaft's speed; null when none
 *     does: then the nominal speed stands in, or what comes with a block
 */
public record MachineData(
    @Nullable Double speedRpm,
    @Nullable Double powerKw,
    @Nullable Support support,
    @Nullable BearingOrders bearing,
    @Nullable Double loadLow,
    @Nullable Double loadHigh,
    @Nullable Duration holdOff,
    @Nullable String speedChannel) {
  public MachineData {
    if (speedRpm != null && !(speedRpm > 0)) {
      throw new IllegalArgumentException("speedRpm must be above 0");
    }
    if (powerKw != null && !(powerKw > 0)) {
      throw new IllegalArgumentException("powerKw must be above 0");
    }
    if (loadLow != null && loadHigh != null && loadLow > loadHigh) {
      throw new IllegalArgumentException("loadLow must not be above loadHigh");
    }
    if (holdOff != null && holdOff.isNegative()) {
      throw new IllegalArgumentException("holdOff must not be negative");
    }
  }

  /** A machine whose speed no channel tells. */
  public MachineData(
      @Nullable Double speedRpm,
      @Nullable Double powerKw,
      @Nullable Support support,
      @Nullable BearingOrders bearing,
      @Nullable Double loadLow,
      @Nullable Double loadHigh,
      @Nullable Duration holdOff) {
    this(speedRpm, powerKw, support, bearing, loadLow, loadHigh, holdOff, null);
  }

  /** A machine that is read whenever it runs. */
  public MachineData(
      @Nullable Double speedRpm,
      @Nullable Double powerKw,
      @Nullable Support support,
      @Nullable BearingOrders bearing) {
    this(speedRpm, powerKw, support, bearing, null, null, null);
  }
}
