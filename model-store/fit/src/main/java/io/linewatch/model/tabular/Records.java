package io.linewatch.model.tabular;

import io.linewatch.model.csv.CsvGuess;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Records in memory.
 *
 * @param channels columns, in order
 * @param codes by channel that holds words: each word's number
 * @param rows by record and channel, as float32; all finite
 * @param failed by record
 */
public record Records(
    List<CsvGuess.Column> channels,
    SortedMap<String, SortedMap<String, Integer>> codes,
    float[][] rows,
    boolean[] failed) {
  public Records {
    channels = List.copyOf(channels);
    codes = new TreeMap<>(codes);
  }

  public int size() {
    return rows.length;
  }

  public int failures() {
    int count = 0;
    for (boolean one : failed) {
      count += one ? 1 : 0;
    }
    return count;
  }

  float[] column(int channel) {
    float[] values = new float[rows.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows[i][channel];
    }
    return values;
  }

  String name(int channel) {
    return channels.get(channel).channel();
  }
}
