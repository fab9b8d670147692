package io.linewatch.bench.quality;

import java.util.List;

/**
 * What others reached on a public set, as data with its source.
 *
 * @param falseAlarmPercent NaN where the source does not say
 * @param missedAlarmPercent NaN where the source does not say
 */
record Published(
    String name, double f1, double falseAlarmPercent, double missedAlarmPercent, String source) {
  /** Leaderboard of the set's own repository, outliers. */
  static final List<Published> SKAB =
      List.of(
          new Published("Conv-AE", 0.78, 13.55, 28.02, "waico/SKAB, README"),
          new Published("MSET", 0.78, 39.73, 14.13, "waico/SKAB, README"),
          new Published("T-squared+Q (PCA)", 0.76, 26.62, 24.92, "waico/SKAB, README"),
          new Published("LSTM-AE", 0.74, 29.96, 25.92, "waico/SKAB, README"),
          new Published("Isolation forest", 0.29, 2.56, 82.89, "waico/SKAB, README"));

  /** Autoencoder of Taormina and Galelli (2018). */
  static final List<Published> BATADAL =
      List.of(
          new Published("AEED, test", 0.779, Double.NaN, 31.2, "rtaormina/aeed, notebook"),
          new Published("AEED, dataset04", 0.731, Double.NaN, 32.7, "rtaormina/aeed, notebook"));

  /** Scores of the Numenta benchmark under its three profiles. */
  record Numenta(String name, double standard, double lowFalseAlarms, double lowMisses) {}

  /** README of the benchmark's repository. */
  static final List<Numenta> NAB =
      List.of(
          new Numenta("ARTime", 74.9, 65.1, 80.4),
          new Numenta("Numenta HTM", 70.5, 62.6, 75.2),
          new Numenta("CAD OSE", 69.9, 67.0, 73.2),
          new Numenta("KNN CAD", 58.0, 43.4, 64.8),
          new Numenta("Random cut forest", 51.7, 38.4, 59.7),
          new Numenta("Windowed Gaussian", 39.6, 20.9, 47.4));
}
