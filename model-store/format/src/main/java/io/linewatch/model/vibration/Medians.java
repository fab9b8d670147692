package io.linewatch.model.vibration;

import java.util.Arrays;
import java.util.List;

/** Medians, which one odd block does not move. */
final class Medians {
  private Medians() {}

  static double of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Of each column that all rows have. */
  static double[] ofColumns(List<double[]> rows) {
    int columns = rows.stream().mapToInt(row -> row.length).min().orElse(0);
    double[] medians = new double[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      medians[c] = of(rows.stream().mapToDouble(row -> row[column]).toArray());
    }
    return medians;
  }
}
