package io.linewatch.domain.vibration;

/**
 * A rolling bearing as it is drawn, outer ring fixed.
 *
 * @param elements how many balls or rollers
 * @param elementDiameterMm diameter of one
 * @param pitchDiameterMm diameter of the circle their centres are on
 * @param contactAngleDegrees 0 for radial bearings
 */
public record BearingGeometry(
    int elements, double elementDiameterMm, double pitchDiameterMm, double contactAngleDegrees) {
  private static final int MOST_ELEMENTS = 500;

  public BearingGeometry {
    if (elements < 3 || elements > MOST_ELEMENTS) {
      throw new IllegalArgumentException("a bearing has 3 to 500 elements, not " + elements);
    }
    if (!(elementDiameterMm > 0) || !(pitchDiameterMm > elementDiameterMm)) {
      throw new IllegalArgumentException(
          "the pitch diameter must be larger than an element, and both above 0");
    }
    if (!(contactAngleDegrees >= 0) || !(contactAngleDegrees < 90)) {
      throw new IllegalArgumentException("a contact angle is 0 to below 90 degrees");
    }
  }

  /**
   * Kinematics without slip (Harris, Rolling Bearing Analysis; Randall and Antoni 2011, eq. 1–4):
   * with k = d/D·cos α, FTF = (1−k)/2, BPFO = N(1−k)/2, BPFI = N(1+k)/2, BSF = D/2d·(1−k²).
   */
  public BearingOrders orders() {
    double k = elementDiameterMm / pitchDiameterMm * Math.cos(Math.toRadians(contactAngleDegrees));
    return new BearingOrders(
        (1 - k) / 2,
        elements * (1 - k) / 2,
        elements * (1 + k) / 2,
        pitchDiameterMm / (2 * elementDiameterMm) * (1 - k * k));
  }
}
