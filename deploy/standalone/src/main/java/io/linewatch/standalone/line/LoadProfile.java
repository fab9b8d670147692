package io.linewatch.standalone.line;

import java.util.Random;

/**
 * How hard the line works, 0.45 to 1: batches of two to six minutes with ramps between, the feed's
 * slow wave, and a little restlessness. One thread.
 */
final class LoadProfile {
  private static final double WAVE_PERIOD_SECONDS = 2_400;
  private final Random random;
  private final FirstOrderLag ramp = new FirstOrderLag(12);
  private final FirstOrderLag restless = new FirstOrderLag(8);
  private double batchLoad = 0.75;
  private double batchEndsInSeconds;

  LoadProfile(Random random) {
    this.random = random;
  }

  double next(double clockSeconds, double stepSeconds) {
    batchEndsInSeconds -= stepSeconds;
    if (batchEndsInSeconds <= 0) {
      batchLoad = 0.55 + 0.38 * random.nextDouble();
      batchEndsInSeconds = 120 + 240 * random.nextDouble();
    }
    double wave = 0.04 * Math.sin(2 * Math.PI * clockSeconds / WAVE_PERIOD_SECONDS);
    double noise = restless.follow(0.03 * random.nextGaussian(), stepSeconds);
    return Math.clamp(ramp.follow(batchLoad + wave, stepSeconds) + noise, 0.45, 1.0);
  }
}
