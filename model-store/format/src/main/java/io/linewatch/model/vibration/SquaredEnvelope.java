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
