package io.linewatch.model.vibration;

import io.linewatch.domain.vibration.BearingOrders;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a machine to read its vibration.
 *
 * @param unit UCUM code of the waveform; null when the source declares none
 * @param speedRpm nominal or measured, above 0
 * @param bearing null when nobody knows it: then no lines are looked for
 */
public record MeasuredMachine(
    @Nullable String unit, double speedRpm, @Nullable BearingOrders bearing) {
  public MeasuredMachine {
    if (!(speedRpm > 0)) {
      throw new IllegalArgumentException("a speed must be above 0, not " + speedRpm);
    }
  }

  double shaftHz() {
    return speedRpm / 60;
  }
}
