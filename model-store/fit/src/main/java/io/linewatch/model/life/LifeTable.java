package io.linewatch.model.life;

import io.linewatch.domain.signal.Quality;
import io.linewatch.model.feature.FeatureVector;
import io.linewatch.model.feature.FeatureWindow;
import io.linewatch.model.feature.Row;
import io.linewatch.model.feature.RowAssembler;
import io.linewatch.model.format.ModelSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Features of runs, made by the very code a gateway makes them with: cycle n is at n grid steps.
 *
 * @param rows features, as float32
 * @param life by row: cycles left after it, uncapped
 * @param run by row: index of the machine
 * @param missing windows left out because values are missing in them
 * @param gaps cycles that are not there
 */
public record LifeTable(float[][] rows, double[] life, int[] run, long missing, long gaps) {

  /** Features of every full window of every run. */
  public static LifeTable of(Collection<Runs.Run> runs, ModelSpec spec) {
    List<float[]> rows = new ArrayList<>();
    List<Double> life = new ArrayList<>();
    List<Integer> run = new ArrayList<>();
    long missing = 0;
    long gaps = 0;
    long step = spec.gridStep().toNanos() / 1000;
    int index = 0;
    for (Runs.Run of : runs) {
      FeatureWindow window = new FeatureWindow(spec);
      for (FeatureVector vector : vectors(of, spec, window)) {
        rows.add(vector.values());
        life.add((double) (of.lastCycle() - vector.timeMicros() / step));
        run.add(index);
      }
      missing += window.counts().badInput();
      gaps += window.counts().timeJumps();
      index++;
    }
    return new LifeTable(
        rows.toArray(float[][]::new),
        life.stream().mapToDouble(Double::doubleValue).toArray(),
        run.stream().mapToInt(Integer::intValue).toArray(),
        missing,
        gaps);
  }

  private static List<FeatureVector> vectors(Runs.Run run, ModelSpec spec, FeatureWindow window) {
    RowAssembler assembler = new RowAssembler(spec);
    long step = spec.gridStep().toNanos() / 1000;
    List<FeatureVector> vectors = new ArrayList<>();
    for (int i = 0; i < run.cycles().length; i++) {
      for (int c = 0; c < spec.inputs().size(); c++) {
        double value = run.values()[i][c];
        if (Double.isFinite(value)) {
          collect(
              assembler.accept(c, run.cycles()[i] * step, value, Quality.GOOD), window, vectors);
        }
      }
    }
    collect(assembler.flush(), window, vectors);
    return vectors;
  }

  private static void collect(List<Row> rows, FeatureWindow window, List<FeatureVector> out) {
    for (Row row : rows) {
      FeatureVector vector = window.accept(row);
      if (vector != null) {
        out.add(vector);
      }
    }
  }

  int size() {
    return rows.length;
  }

  /** At most so many rows, evenly over all of them, so that every run keeps its share. */
  LifeTable thinned(int most) {
    if (rows.length <= most) {
      return this;
    }
    int[] kept = IntStream.range(0, most).map(i -> (int) ((long) i * rows.length / most)).toArray();
    float[][] thinRows = new float[most][];
    double[] thinLife = new double[most];
    int[] thinRun = new int[most];
    for (int i = 0; i < most; i++) {
      thinRows[i] = rows[kept[i]];
      thinLife[i] = life[kept[i]];
      thinRun[i] = run[kept[i]];
    }
    return new LifeTable(thinRows, thinLife, thinRun, missing, gaps);
  }
}
