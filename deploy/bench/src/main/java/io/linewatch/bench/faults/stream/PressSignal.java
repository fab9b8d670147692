package io.linewatch.bench.faults.stream;

import java.util.List;
import java.util.Random;

/**
 * A press whose force, pressure and current move together; now and then the pressure does not. One
 * thread.
 */
final class PressSignal {
  static final List<String> CHANNELS = List.of("force", "pressure", "current");

  private final Random random;
  private final double faultsUntilSeconds;
  private double faultFromSeconds;
  private double faultToSeconds;
  private double share = 1;

  /**
   * @param faultsUntilSeconds none begins later; a model learns from a press without
   */
  PressSignal(Random random, double faultsUntilSeconds) {
    this.random = random;
    this.faultsUntilSeconds = faultsUntilSeconds;
    drawFault(12);
  }

  /** Force in kN, pressure in bar, current in A. */
  double[] next(double seconds) {
    if (seconds > faultToSeconds) {
      drawFault(seconds);
    }
    double load =
        1 + 0.2 * Math.sin(2 * Math.PI * seconds / 37) + 0.1 * Math.sin(2 * Math.PI * seconds / 11);
    boolean leaks = seconds >= faultFromSeconds && faultFromSeconds < faultsUntilSeconds;
    return new double[] {
      800 * load + 5 * random.nextGaussian(),
      200 * load * (leaks ? share : 1) + 1.5 * random.nextGaussian(),
      30 * load + 0.3 * random.nextGaussian()
    };
  }

  private void drawFault(double now) {
    faultFromSeconds = now + 10 + 15 * random.nextDouble();
    faultToSeconds = faultFromSeconds + 6 + 8 * random.nextDouble();
    share = 0.55 + 0.35 * random.nextDouble();
  }
}
