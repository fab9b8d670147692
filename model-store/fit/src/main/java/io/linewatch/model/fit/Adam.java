package io.linewatch.model.fit;

/**
 * One array of weights under Adam (Kingma and Ba, ICLR 2015): its gradient is gathered by {@link
 * #add}, then {@link #step} moves the weights.
 */
final class Adam {
  private static final double RATE = 3e-3;
  private static final double FIRST_DECAY = 0.9;
  private static final double SECOND_DECAY = 0.999;
  private static final double EPSILON = 1e-8;

  private final double[] weights;
  private final double[] gradient;
  private final double[] first;
  private final double[] second;

  /**
   * @param weights changed in place
   */
  Adam(double[] weights) {
    this.weights = weights;
    this.gradient = new double[weights.length];
    this.first = new double[weights.length];
    this.second = new double[weights.length];
  }

  static Adam[] of(double[][] matrix) {
    Adam[] rows = new Adam[matrix.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new Adam(matrix[i]);
    }
    return rows;
  }

  void add(int index, double slope) {
    gradient[index] += slope;
  }

  /**
   * @param steps done before this one, plus one
   * @param share of the gathered gradient that counts, one over the size of the batch
   */
  void step(int steps, double share) {
    double firstGrown = 1 - Math.pow(FIRST_DECAY, steps);
    double secondGrown = 1 - Math.pow(SECOND_DECAY, steps);
    for (int i = 0; i < weights.length; i++) {
      double slope = gradient[i] * share;
      first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * slope;
      second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * slope * slope;
      weights[i] -= RATE * (first[i] / firstGrown) / (Math.sqrt(second[i] / secondGrown) + EPSILON);
      gradient[i] = 0;
    }
  }
}
