package io.linewatch.model.vibration;

/**
 * What a block says without a transform, its mean taken away first.
 *
 * @param rms root of the mean square
 * @param peak greatest distance from the mean
 * @param crest peak over RMS; 0 of a block that does not move
 * @param kurtosis fourth central moment over the square of the second: 3 of Gaussian noise, 1.5 of
 *     a sine; 0 of a block that does not move
 * @param skewness third central moment over the second to 3/2: 0 of what is symmetric
 */
public record TimeFeatures(
    double rms, double peak, double crest, double kurtosis, double skewness) {

  /**
   * Population moments, without a correction for small samples.
   *
   * @throws IllegalArgumentException when the block is empty
   */
  public static TimeFeatures of(double[] block) {
    double mean = mean(block);
    double second = 0;
    double third = 0;
    double fourth = 0;
    double peak = 0;
    for (double value : block) {
      double distance = value - mean;
      double square = distance * distance;
      second += square;
      third += square * distance;
      fourth += square * square;
      peak = Math.max(peak, Math.abs(distance));
    }
    double variance = second / block.length;
    double rms = Math.sqrt(variance);
    if (variance == 0) {
      return new TimeFeatures(0, 0, 0, 0, 0);
    }
    return new TimeFeatures(
        rms,
        peak,
        peak / rms,
        fourth / block.length / (variance * variance),
        third / block.length / (variance * rms));
  }

  static double mean(double[] block) {
    if (block.length == 0) {
      throw new IllegalArgumentException("an empty block has no features");
    }
    double sum = 0;
    for (double value : block) {
      sum += value;
    }
    return sum / block.length;
  }
}
