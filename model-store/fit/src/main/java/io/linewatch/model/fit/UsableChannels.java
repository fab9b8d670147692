package io.linewatch.model.fit;

import io.linewatch.model.csv.CsvGuess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Leaves out channels nothing can be learned from, each with its reason. */
final class UsableChannels {
  private static final double LEAST_RELATIVE_SPREAD = 1e-9;

  private UsableChannels() {}

  /**
   * @param dropped gets a sentence for each channel left out
   */
  static RecordedRows of(RecordedRows recording, List<String> dropped) throws FitRefused {
    List<Integer> kept = new ArrayList<>();
    for (int c = 0; c < recording.channels().size(); c++) {
      String name = recording.channels().get(c).channel();
      double[] values = finite(recording, c);
      if (values.length < 2) {
        dropped.add(name + ": it has no values in the chosen range");
      } else if (spread(values) <= LEAST_RELATIVE_SPREAD * Math.max(1, Math.abs(mean(values)))) {
        dropped.add(name + ": it is constant at " + values[0] + ", so nothing can be learned");
      } else {
        kept.add(c);
      }
    }
    if (kept.isEmpty()) {
      throw new FitRefused("no channel moves in the chosen range: " + String.join("; ", dropped));
    }
    return select(recording, kept);
  }

  /** Standard deviation of a channel's values. */
  static double spread(RecordedRows recording, int channel) {
    return spread(finite(recording, channel));
  }

  private static RecordedRows select(RecordedRows recording, List<Integer> kept) {
    List<CsvGuess.Column> channels = kept.stream().map(recording.channels()::get).toList();
    double[][] values = new double[recording.size()][kept.size()];
    for (int i = 0; i < values.length; i++) {
      for (int c = 0; c < kept.size(); c++) {
        values[i][c] = recording.values()[i][kept.get(c)];
      }
    }
    return new RecordedRows(
        channels,
        recording.timesMicros(),
        values,
        recording.labelled(),
        recording.notes(),
        recording.breaks());
  }

  private static double[] finite(RecordedRows recording, int channel) {
    return Arrays.stream(recording.values())
        .mapToDouble(row -> row[channel])
        .filter(Double::isFinite)
        .toArray();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double spread(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (values.length - 1));
  }
}
