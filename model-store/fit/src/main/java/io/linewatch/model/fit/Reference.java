package io.linewatch.model.fit;

import java.util.Arrays;
import java.util.List;

/**
 * What the features learned from look like, kept in the report of a package: to see drift, and to
 * calibrate and judge a smaller form of the model.
 *
 * @param shares at which the quantiles are, 0 to 1
 * @param quantiles by feature and share
 * @param rows some of the rows, evenly over all of them
 */
public record Reference(List<Double> shares, float[][] quantiles, float[][] rows) {
  private static final List<Double> SHARES = List.of(0.0, 0.01, 0.1, 0.5, 0.9, 0.99, 1.0);
  private static final int MOST_ROWS = 256;
  private static final int MOST_NUMBERS = 40_000;

  public Reference {
    shares = List.copyOf(shares);
  }

  /**
   * @param rows learned from, at least one
   */
  public static Reference of(float[][] rows) {
    int features = rows[0].length;
    float[][] quantiles = new float[features][SHARES.size()];
    float[] column = new float[rows.length];
    for (int f = 0; f < features; f++) {
      for (int i = 0; i < rows.length; i++) {
        column[i] = rows[i][f];
      }
      Arrays.sort(column);
      for (int s = 0; s < SHARES.size(); s++) {
        quantiles[f][s] = column[(int) Math.round(SHARES.get(s) * (rows.length - 1))];
      }
    }
    int kept = Math.clamp(MOST_NUMBERS / features, 1, Math.min(MOST_ROWS, rows.length));
    float[][] some = new float[kept][];
    for (int i = 0; i < kept; i++) {
      some[i] = rows[(int) ((long) i * rows.length / kept)];
    }
    return new Reference(SHARES, quantiles, some);
  }
}
