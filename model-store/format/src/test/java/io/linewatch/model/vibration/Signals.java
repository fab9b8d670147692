package io.linewatch.model.vibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Signals whose features are known in closed form. */
final class Signals {
  private Signals() {}

  static double[] sine(int samples, double rateHz, double frequencyHz, double amplitude) {
    double[] signal = new double[samples];
    for (int n = 0; n < samples; n++) {
      signal[n] = amplitude * Math.sin(2 * Math.PI * frequencyHz * n / rateHz + 0.3);
    }
    return signal;
  }

  static double[] noise(int samples, double deviation, Random random) {
    double[] signal = new double[samples];
    for (int n = 0; n < samples; n++) {
      signal[n] = deviation * random.nextGaussian();
    }
    return signal;
  }

  static double[] plus(double[] one, double[] other) {
    double[] sum = new double[one.length];
    for (int n = 0; n < sum.length; n++) {
      sum[n] = one[n] + other[n];
    }
    return sum;
  }

  /** A damaged part: each strike lets a resonance ring and die away. */
  static double[] strikes(
      int samples, double rateHz, double strikesHz, double resonanceHz, double amplitude) {
    List<Double> starts = new ArrayList<>();
    for (double start = 0; start < samples / rateHz; start += 1 / strikesHz) {
      starts.add(start);
    }
    return strikesAt(samples, rateHz, starts, resonanceHz, amplitude);
  }

  /**
   * The same at given times.
   *
   * @param starts seconds from the first sample
   */
  static double[] strikesAt(
      int samples, double rateHz, List<Double> starts, double resonanceHz, double amplitude) {
    double[] signal = new double[samples];
    for (double start : starts) {
      int from = (int) Math.ceil(start * rateHz);
      for (int n = from; n < Math.min(samples, from + (int) (0.005 * rateHz)); n++) {
        double t = n / rateHz - start;
        signal[n] += amplitude * Math.exp(-t * 800) * Math.sin(2 * Math.PI * resonanceHz * t);
      }
    }
    return signal;
  }
}
