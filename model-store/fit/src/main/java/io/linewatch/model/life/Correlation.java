package io.linewatch.model.life;

/** Pearson's correlation of pairs, in one pass (Welford's updates). */
final class Correlation {
  private long n;
  private double meanX;
  private double meanY;
  private double xx;
  private double yy;
  private double xy;

  void add(double x, double y) {
    n++;
    double dx = x - meanX;
    meanX += dx / n;
    double dy = y - meanY;
    meanY += dy / n;
    xx += dx * (x - meanX);
    yy += dy * (y - meanY);
    xy += dx * (y - meanY);
  }

  /** Nought where one of both does not move. */
  double value() {
    return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
  }
}
