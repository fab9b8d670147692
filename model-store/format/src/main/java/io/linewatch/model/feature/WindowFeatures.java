package io.linewatch.model.feature;

import io.linewatch.model.format.ModelSpec.Feature;

/** The features of one window of one channel; plain definitions, in double precision. */
final class WindowFeatures {
  private WindowFeatures() {}

  static double compute(Feature feature, double[] window) {
    return switch (feature) {
      case MEAN -> mean(window);
      case STD -> std(window);
      case MIN -> min(window);
      case MAX -> max(window);
      case LAST -> window[window.length - 1];
      case SLOPE -> slope(window);
    };
  }

  private static double mean(double[] window) {
    double sum = 0;
    for (double value : window) {
      sum += value;
    }
    return sum / window.length;
  }

  private static double std(double[] window) {
    if (window.length == 1) {
      return 0;
    }
    double mean = mean(window);
    double sum = 0;
    for (double value : window) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (window.length - 1));
  }

  private static double min(double[] window) {
    double min = window[0];
    for (double value : window) {
      min = Math.min(min, value);
    }
    return min;
  }

  private static double max(double[] window) {
    double max = window[0];
    for (double value : window) {
      max = Math.max(max, value);
    }
    return max;
  }

  private static double slope(double[] window) {
    if (window.length == 1) {
      return 0;
    }
    double middle = (window.length - 1) / 2.0;
    double mean = mean(window);
    double xy = 0;
    double xx = 0;
    for (int i = 0; i < window.length; i++) {
      xy += (i - middle) * (window[i] - mean);
      xx += (i - middle) * (i - middle);
    }
    return xy / xx;
  }
}
