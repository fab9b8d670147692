package io.linewatch.model.vibration;

import java.util.Optional;

/** What a waveform measures, by its UCUM unit. */
public enum VibrationUnit {
  METRES_PER_SECOND_SQUARED("m/s2", true, 1),
  /** Standard acceleration of free fall, 9.80665 m/s² (CGPM 1901). */
  STANDARD_GRAVITY("[g]", true, 9.80665),
  MILLIMETRES_PER_SECOND("mm/s", false, 1e-3),
  METRES_PER_SECOND("m/s", false, 1);

  private final String ucum;
  private final boolean acceleration;
  private final double toSi;

  VibrationUnit(String ucum, boolean acceleration, double toSi) {
    this.ucum = ucum;
    this.acceleration = acceleration;
    this.toSi = toSi;
  }

  /** Empty when the unit is none of vibration. */
  public static Optional<VibrationUnit> of(String ucum) {
    for (VibrationUnit unit : values()) {
      if (unit.ucum.equals(ucum)) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }

  public boolean isAcceleration() {
    return acceleration;
  }

  /** What one of this unit is in m/s² or m/s. */
  public double toSi() {
    return toSi;
  }
}
