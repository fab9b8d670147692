package io.linewatch.model.vibration;

/**
 * How fast a shaft turned during a block.
 *
 * @param shaftHz turns a second at evenly spaced times, the first at the block's first sample, the
 *     last at its last; at least one, all above 0
 */
public record ShaftProfile(double[] shaftHz) {
  public ShaftProfile {
    if (shaftHz.length == 0) {
      throw new IllegalArgumentException("a profile has at least one speed");
    }
    for (double speed : shaftHz) {
      if (!(speed > 0) || !Double.isFinite(speed)) {
        throw new IllegalArgumentException("the shaft stands still: " + speed + " Hz");
      }
    }
  }

  /**
   * Speed at a place of the block, on a straight line between the nearest two.
   *
   * @param share 0 at its begin to 1 at its end
   */
  double at(double share) {
    double place = Math.clamp(share, 0, 1) * (shaftHz.length - 1);
    int before = (int) place;
    int after = Math.min(shaftHz.length - 1, before + 1);
    return shaftHz[before] + (place - before) * (shaftHz[after] - shaftHz[before]);
  }

  double leastHz() {
    double least = shaftHz[0];
    for (double speed : shaftHz) {
      least = Math.min(least, speed);
    }
    return least;
  }

  double greatestHz() {
    double greatest = shaftHz[0];
    for (double speed : shaftHz) {
      greatest = Math.max(greatest, speed);
    }
    return greatest;
  }
}
