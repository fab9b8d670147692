package io.linewatch.model.tabular;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pairs of measured columns whose product, difference and ratio trees may split.
 *
 * @param first by pair, index of its first column
 * @param second by pair, index of its second column
 */
record ColumnPairs(int[] first, int[] second) {
  /** So many columns make 66 pairs and 198 further columns. */
  private static final int MOST_COLUMNS = 12;

  /** Fewer values than this are kinds or steps, not measured. */
  private static final int MEASURED_VALUES = 10;

  /** All pairs of the measured columns; of many, those that alone rank the failures best. */
  static ColumnPairs of(Records records) {
    List<Integer> measured =
        IntStream.range(0, records.channels().size())
            .filter(c -> !records.codes().containsKey(records.name(c)))
            .filter(c -> distinctValues(records.column(c)) >= MEASURED_VALUES)
            .boxed()
            .sorted(Comparator.comparingDouble(c -> -strength(records, c)))
            .limit(MOST_COLUMNS)
            .sorted()
            .toList();
    List<Integer> first = new ArrayList<>();
    List<Integer> second = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++) {
      for (int j = 0; j < i; j++) {
        first.add(measured.get(i));
        second.add(measured.get(j));
      }
    }
    return new ColumnPairs(
        first.stream().mapToInt(Integer::intValue).toArray(),
        second.stream().mapToInt(Integer::intValue).toArray());
  }

  private static long distinctValues(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).distinct().count();
  }

  private static double strength(Records records, int column) {
    return Math.abs(Ranking.areaUnderRoc(records.column(column), records.failed()) - 0.5);
  }
}
