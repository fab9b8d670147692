package io.linewatch.model.vibration;

/**
 * A band's squared envelope.
 *
 * @param values squared magnitude of the complex envelope; scale does not matter
 * @param rateHz of the values
 * @param paddedLength a power of two, at least the number of values: the same time for all bands of
 *     a block, so that their spectra share their bins
 */
record SquaredEnvelope(double[] values, double rateHz, int paddedLength) {
  /**
   * The same, sampled evenly in the shaft's angle instead of time.
   *
   * @param nominalHz speed at which its rate is told: a line is where it is at that speed
   */
  SquaredEnvelope byAngle(ShaftProfile shaft, double nominalHz) {
    double[] shaftHz = new double[values.length];
    for (int n = 0; n < shaftHz.length; n++) {
      shaftHz[n] = shaft.at(values.length == 1 ? 0 : (double) n / (values.length - 1));
    }
    // No stretch is sampled more seldom than it was.
    int samplesPerTurn = (int) Math.ceil(rateHz / shaft.leastHz());
    double[] turned = OrderTracking.resample(values, rateHz, shaftHz, samplesPerTurn);
    // Always the double: the bins of blocks at nearly the same speed must be nearly the same.
    int padded = Math.max(2 * paddedLength, Fourier.paddedLength(turned.length));
    return new SquaredEnvelope(turned, samplesPerTurn * nominalHz, padded);
  }

  /**
   * ⟨|c|⁴⟩/⟨|c|²⟩² − 2: kurtosis of a complex envelope, 0 of stationary Gaussian noise, −1 of a
   * sine, large of impulses (Antoni 2007, eq. 2).
   */
  double kurtosis() {
    double second = 0;
    double fourth = 0;
    for (double square : values) {
      second += square;
      fourth += square * square;
    }
    double mean = second / values.length;
    return mean == 0 ? 0 : fourth / values.length / (mean * mean) - 2;
  }
}
