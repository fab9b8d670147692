package io.linewatch.model.vibration;

/**
 * Computed order tracking (Fyfe and Munck, MSSP 11, 1997): a block sampled evenly in time becomes
 * one sampled evenly in the shaft's angle, so that lines of a machine whose speed moves stand
 * still.
 */
public final class OrderTracking {
  private static final int TAPS = 8;

  private OrderTracking() {}

  /**
   * Resamples a block.
   *
   * @param block evenly sampled in time
   * @param shaftHz the shaft's speed at each sample, turns a second, above 0
   * @param samplesPerTurn of the result; more than twice the highest order that is in the block
   * @return one sample for every 1/{@code samplesPerTurn} turn, from the block's first sample on
   * @throws IllegalArgumentException when lengths differ or a speed is not above 0
   */
  public static double[] resample(
      double[] block, double rateHz, double[] shaftHz, int samplesPerTurn) {
    if (block.length != shaftHz.length) {
      throw new IllegalArgumentException("there must be a speed for each sample");
    }
    double[] turns = turns(shaftHz, rateHz);
    int count = (int) (turns[turns.length - 1] * samplesPerTurn) + 1;
    double[] resampled = new double[count];
    int before = 0;
    for (int i = 0; i < count; i++) {
      double turn = (double) i / samplesPerTurn;
      while (before < turns.length - 2 && turns[before + 1] <= turn) {
        before++;
      }
      double span = turns.length == 1 ? 1 : turns[before + 1] - turns[before];
      resampled[i] = interpolated(block, before + (turn - turns[before]) / span);
    }
    return resampled;
  }

  /** Angle by the trapezoidal rule. */
  private static double[] turns(double[] shaftHz, double rateHz) {
    double[] turns = new double[shaftHz.length];
    for (int n = 0; n < shaftHz.length; n++) {
      if (!(shaftHz[n] > 0)) {
        throw new IllegalArgumentException("the shaft stands still: " + shaftHz[n] + " Hz");
      }
      turns[n] = n == 0 ? 0 : turns[n - 1] + (shaftHz[n] + shaftHz[n - 1]) / 2 / rateHz;
    }
    return turns;
  }

  /** Sinc under a Hann window of {@value #TAPS} samples to each side. */
  private static double interpolated(double[] block, double place) {
    int middle = (int) Math.floor(place);
    double sum = 0;
    double weights = 0;
    for (int n = Math.max(0, middle - TAPS + 1);
        n <= Math.min(block.length - 1, middle + TAPS);
        n++) {
      double distance = place - n;
      double weight = sinc(distance) * (0.5 + 0.5 * Math.cos(Math.PI * distance / TAPS));
      sum += weight * block[n];
      weights += weight;
    }
    return sum / weights;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }
}
