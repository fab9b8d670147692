package io.linewatch.model.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Which of many rows are remembered: those with the least and the greatest value of each feature,
 * and between them rows evenly by their distance from the mean (min-max selection with vector
 * ordering: Singer, Gross, Herzog, King and Wegerich, Argonne National Laboratory, 1997).
 *
 * @param rows standardised
 * @param chosen by row: whether it is remembered
 */
record RememberedRows(double[][] rows, boolean[] chosen) {
  static RememberedRows of(double[][] rows, int most) {
    TreeSet<Integer> chosen = new TreeSet<>();
    for (int f = 0; f < rows[0].length && chosen.size() < most - 1; f++) {
      int feature = f;
      Integer[] order = order(rows, row -> row[feature]);
      chosen.add(order[0]);
      chosen.add(order[order.length - 1]);
    }
    Integer[] byNorm = order(rows, row -> Arrays.stream(row).map(v -> v * v).sum());
    // A third stays outside, to tell how well what is not remembered is known.
    int wanted = Math.min(most, rows.length * 2 / 3) - chosen.size();
    for (int k = 0; k < wanted; k++) {
      chosen.add(byNorm[(int) ((long) k * byNorm.length / wanted)]);
    }
    boolean[] marked = new boolean[rows.length];
    chosen.forEach(i -> marked[i] = true);
    return new RememberedRows(rows, marked);
  }

  double[][] remembered() {
    return marked(true).toArray(double[][]::new);
  }

  /** Some of the rows that are not remembered, evenly in time; all where there are no others. */
  double[][] others(int most) {
    List<double[]> others = marked(false);
    if (others.isEmpty()) {
      return rows;
    }
    int step = (others.size() + most - 1) / most;
    List<double[]> thinned = new ArrayList<>();
    for (int i = 0; i < others.size(); i += step) {
      thinned.add(others.get(i));
    }
    return thinned.toArray(double[][]::new);
  }

  private List<double[]> marked(boolean mark) {
    List<double[]> marked = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (chosen[i] == mark) {
        marked.add(rows[i]);
      }
    }
    return marked;
  }

  private static Integer[] order(double[][] rows, ToDoubleFunction<double[]> figure) {
    double[] figures = Arrays.stream(rows).mapToDouble(figure).toArray();
    Integer[] order = new Integer[rows.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> figures[i]));
    return order;
  }
}
