package io.linewatch.model.fit;

import io.linewatch.domain.signal.Quality;
import io.linewatch.model.feature.FeatureVector;
import io.linewatch.model.feature.FeatureWindow;
import io.linewatch.model.feature.Row;
import io.linewatch.model.feature.RowAssembler;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.onnx.Averaging;
import java.util.ArrayList;
import java.util.List;

/**
 * The features of a recording, made by the very code a gateway makes them with.
 *
 * @param timesMicros grid time of each row of features
 * @param rows features, as float32
 * @param gridRows rows on the grid they were made from
 * @param windows what the window counted: not full, bad input, jumps in time
 */
record FeatureTable(
    long[] timesMicros, float[][] rows, long gridRows, FeatureWindow.Counts windows) {

  static FeatureTable of(RecordedRows recording, ModelSpec spec) {
    List<FeatureVector> vectors = new ArrayList<>();
    FeatureWindow.Counts windows = new FeatureWindow.Counts(0, 0, 0, 0);
    long gridRows = 0;
    int from = 0;
    while (from < recording.size()) {
      int to = recording.endOfRun(from);
      RowAssembler assembler = new RowAssembler(spec);
      FeatureWindow window = new FeatureWindow(spec);
      // Each run by itself: what is held must not fill in for what a gap has cut off.
      run(recording, from, to, assembler, window, vectors);
      gridRows += assembler.counts().rows();
      windows = sum(windows, window.counts(), from == 0 ? 0 : 1);
      from = to;
    }
    return new FeatureTable(
        vectors.stream().mapToLong(FeatureVector::timeMicros).toArray(),
        vectors.stream().map(FeatureVector::values).toArray(float[][]::new),
        gridRows,
        windows);
  }

  private static FeatureWindow.Counts sum(
      FeatureWindow.Counts one, FeatureWindow.Counts other, int breaks) {
    return new FeatureWindow.Counts(
        one.made() + other.made(),
        one.notFull() + other.notFull(),
        one.badInput() + other.badInput(),
        one.timeJumps() + other.timeJumps() + breaks);
  }

  private static void run(
      RecordedRows recording,
      int from,
      int to,
      RowAssembler assembler,
      FeatureWindow window,
      List<FeatureVector> vectors) {
    for (int i = from; i < to; i++) {
      double[] values = recording.values()[i];
      for (int c = 0; c < values.length; c++) {
        if (Double.isFinite(values[c])) {
          collect(
              assembler.accept(c, recording.timesMicros()[i], values[c], Quality.GOOD),
              window,
              vectors);
        }
      }
    }
    collect(assembler.flush(), window, vectors);
  }

  private static void collect(List<Row> rows, FeatureWindow window, List<FeatureVector> out) {
    for (Row row : rows) {
      FeatureVector vector = window.accept(row);
      if (vector != null) {
        out.add(vector);
      }
    }
  }

  /** The present row of what is averaged, of every row. */
  float[][] blocks(Averaging averaging) {
    float[][] blocks = new float[rows.length][];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = averaging.block(rows[i], 0);
    }
    return blocks;
  }

  int size() {
    return rows.length;
  }
}
