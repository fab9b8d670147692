package io.linewatch.standalone.line;

/** A quantity that follows its cause with a time constant, as temperatures do. One thread. */
final class FirstOrderLag {
  private final double timeConstantSeconds;
  private double value;
  private boolean begun;

  FirstOrderLag(double timeConstantSeconds) {
    this.timeConstantSeconds = timeConstantSeconds;
  }

  double follow(double target, double seconds) {
    if (begun) {
      value += (target - value) * (1 - Math.exp(-seconds / timeConstantSeconds));
    } else {
      begun = true;
      value = target;
    }
    return value;
  }
}
