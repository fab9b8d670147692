package io.linewatch.model.onnx;

import java.util.Arrays;

/**
 * Which columns of the graph's input make the rows a statistic is averaged over. Neighbouring rows
 * share columns: the present row at lag 1 is the row before at lag 0.
 *
 * @param blocks how many rows are averaged; the first is the present one
 * @param width columns of the graph's input
 * @param columns {@code blocks × features}, block by block: columns of the graph's input
 */
public record Averaging(int blocks, int width, int[] columns) {

  /** One row, all columns: nothing is averaged. */
  public static Averaging none(int features) {
    int[] columns = new int[features];
    Arrays.setAll(columns, i -> i);
    return new Averaging(1, features, columns);
  }

  /**
   * Rows made of consecutive lags.
   *
   * @param perLag columns at one lag, the same at every lag
   * @param lags of the model, in rows
   * @param blocks rows to average; the graph's input then holds every lag from 0 to the greatest of
   *     {@code lags} plus {@code blocks − 1}
   */
  public static Averaging of(int perLag, int[] lags, int blocks) {
    int longest = Arrays.stream(lags).max().orElse(0);
    int[] columns = new int[blocks * lags.length * perLag];
    int at = 0;
    for (int block = 0; block < blocks; block++) {
      for (int lag : lags) {
        for (int i = 0; i < perLag; i++) {
          columns[at++] = (block + lag) * perLag + i;
        }
      }
    }
    return new Averaging(blocks, (longest + blocks) * perLag, columns);
  }

  /** Features of one row that the model judges. */
  public int features() {
    return columns.length / blocks;
  }

  /** One of the averaged rows. */
  public float[] block(float[] row, int block) {
    int features = features();
    float[] out = new float[features];
    for (int f = 0; f < features; f++) {
      out[f] = row[columns[block * features + f]];
    }
    return out;
  }
}
