package io.linewatch.model.visual;

/**
 * How unusual each place of the inspected region is.
 *
 * @param rows from the top of the region
 * @param columns from its left
 * @param percent rows × columns, row after row, in percent of the limit of a place
 */
public record HeatMap(int rows, int columns, float[] percent) {
  public HeatMap {
    if (rows < 1 || columns < 1 || (long) rows * columns != percent.length) {
      throw new IllegalArgumentException(
          percent.length + " values are no map of " + rows + " × " + columns);
    }
  }

  public float at(int row, int column) {
    return percent[row * columns + column];
  }

  /** Place of the greatest value, the first of equals: row × columns + column. */
  public int greatest() {
    int best = 0;
    for (int i = 1; i < percent.length; i++) {
      best = percent[i] > percent[best] ? i : best;
    }
    return best;
  }
}
