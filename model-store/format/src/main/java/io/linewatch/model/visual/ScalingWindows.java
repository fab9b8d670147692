package io.linewatch.model.visual;

/**
 * Which old pixels make the new ones along one side, and with which weights, which sum to 1. All
 * new pixels have as many old ones; where the filter needs fewer, some weigh nothing. Pure.
 *
 * @param taps old pixels of each new one
 * @param first by new pixel, the first old one; never falls
 * @param weights {@code taps} of each new pixel, one after the other
 */
record ScalingWindows(int taps, int[] first, float[] weights) {

  /** Of a triangle filter as wide as the step between new pixels, and at least two old ones. */
  static ScalingWindows of(int oldSize, int newSize) {
    double step = (double) oldSize / newSize;
    double reach = Math.max(1, step);
    int[] first = new int[newSize];
    int[] last = new int[newSize];
    int taps = 1;
    for (int i = 0; i < newSize; i++) {
      double centre = (i + 0.5) * step;
      first[i] = (int) Math.max(0, Math.floor(centre - reach + 0.5));
      last[i] = (int) Math.min(oldSize, Math.floor(centre + reach + 0.5)) - 1;
      taps = Math.max(taps, last[i] - first[i] + 1);
    }
    taps = Math.min(taps, oldSize);
    float[] weights = new float[newSize * taps];
    double[] exact = new double[taps];
    for (int i = 0; i < newSize; i++) {
      double sum = 0;
      first[i] = Math.min(first[i], oldSize - taps);
      for (int k = 0; k < taps; k++) {
        double away = Math.abs(first[i] + k + 0.5 - (i + 0.5) * step);
        exact[k] = Math.max(0, 1 - away / reach);
        sum += exact[k];
      }
      for (int k = 0; k < taps; k++) {
        weights[i * taps + k] = (float) (exact[k] / sum);
      }
    }
    return new ScalingWindows(taps, first, weights);
  }

  /** How many new pixels one old one is part of, at most. */
  int mostAtOnce() {
    int most = 1;
    int done = 0;
    for (int i = 0; i < first.length; i++) {
      while (first[done] + taps <= first[i]) {
        done++;
      }
      most = Math.max(most, i - done + 1);
    }
    return most;
  }
}
