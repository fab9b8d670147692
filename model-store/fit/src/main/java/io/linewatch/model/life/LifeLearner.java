package io.linewatch.model.life;

import io.linewatch.model.fit.InputDomain;
import io.linewatch.model.format.ModelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Chooses kernel width and ridge by cross-validation over machines, learns from all of them, and
 * takes the interval from what was said of machines not seen.
 */
final class LifeLearner {
  private static final int FOLDS = 5;
  private static final int ROWS_A_LANDMARK = 8;
  private static final int LEAST_LANDMARKS = 100;
  private static final int MOST_LANDMARKS = 600;

  /** Kernel widths that are tried, in parts of one over the number of features. */
  private static final double[] WIDTHS = {0.1, 0.3, 1, 3};

  private static final double[] RIDGES = {0.01, 0.1, 1, 10};

  private final LifeTable table;
  private final double cap;
  private final double[] target;
  private final InputDomain domain;
  private final Consumer<String> progress;

  /** A kernel, and what its like said of machines they did not see. */
  private record Choice(KernelRidge kernel, double ridge, double[] heldOut, double error) {}

  /**
   * @param heldOut how good the model is on machines not seen
   * @param candidates every choice that was tried
   */
  record Learned(
      LifeModel model,
      double ridge,
      LifeReport.HeldOut heldOut,
      List<LifeReport.Candidate> candidates) {}

  LifeLearner(LifeTable table, double cap, Consumer<String> progress) {
    this.table = table;
    this.cap = cap;
    this.progress = progress;
    this.target = Arrays.stream(table.life()).map(life -> Math.min(life, cap)).toArray();
    this.domain = InputDomain.of(table.rows());
  }

  Learned learn(ModelSpec spec, double warnBelow) {
    List<LifeReport.Candidate> candidates = new ArrayList<>();
    Choice choice = choose(candidates);
    LifeInterval interval = LifeInterval.of(choice.heldOut(), target, table.run(), cap);
    LifeModel model =
        new LifeModel(
            domain,
            choice.kernel(),
            interval,
            cap,
            warnBelow,
            spec.columns().stream().mapToInt(ModelSpec.FeatureColumn::input).toArray(),
            spec.inputs().size(),
            reference());
    return new Learned(
        model,
        choice.ridge(),
        new LifeReport.HeldOut(choice.error(), coverage(choice.heldOut(), interval)),
        candidates);
  }

  private Choice choose(List<LifeReport.Candidate> candidates) {
    double[][] rows = Arrays.stream(table.rows()).map(domain::standardise).toArray(double[][]::new);
    int[] fold = Arrays.stream(table.run()).map(run -> run % FOLDS).toArray();
    int landmarks = Math.clamp(rows.length / ROWS_A_LANDMARK, LEAST_LANDMARKS, MOST_LANDMARKS);
    int[] landmarkRows =
        IntStream.range(0, landmarks)
            .map(i -> (int) ((long) i * rows.length / landmarks))
            .toArray();
    Choice best = null;
    for (double width : WIDTHS) {
      double gamma = width / rows[0].length;
      progress.accept("Trying kernel width " + width);
      KernelFit fit = new KernelFit(rows, target, fold, FOLDS, landmarkRows, gamma);
      for (double ridge : RIDGES) {
        double[] heldOut =
            Arrays.stream(fit.heldOut(ridge))
                .map(life -> Math.clamp(life, LifeModel.LEAST, cap))
                .toArray();
        double error = fit.error(heldOut);
        candidates.add(new LifeReport.Candidate(gamma, ridge, error));
        if (best == null || error < best.error()) {
          best = new Choice(fit.all(ridge), ridge, heldOut, error);
        }
      }
    }
    if (best == null) {
      throw new IllegalStateException("there is nothing to choose from");
    }
    return best;
  }

  /** Mean features of machines with a long life before them. */
  private double[] reference() {
    double longest = Arrays.stream(table.life()).max().orElse(0);
    double well = Math.min(cap, 0.75 * longest);
    double[] sum = new double[table.rows()[0].length];
    int count = 0;
    for (int i = 0; i < table.size(); i++) {
      if (table.life()[i] >= well) {
        count++;
        for (int f = 0; f < sum.length; f++) {
          sum[f] += table.rows()[i][f];
        }
      }
    }
    int rows = count;
    return Arrays.stream(sum).map(s -> (float) (s / rows)).toArray();
  }

  private double coverage(double[] heldOut, LifeInterval interval) {
    int inside = 0;
    for (int i = 0; i < target.length; i++) {
      boolean in =
          target[i] >= interval.lowAt(heldOut[i]) && target[i] <= interval.highAt(heldOut[i], cap);
      inside += in ? 1 : 0;
    }
    return (double) inside / target.length;
  }
}
