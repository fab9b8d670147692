package io.linewatch.model.fit;

import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.limit.TailLimit;
import io.linewatch.model.onnx.Averaging;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From a recording in memory to a model with its limits. */
final class Learner {
  static final int LEAST_FEATURE_ROWS = 100;
  static final int LEAST_ROWS_A_FEATURE = 5;

  /** Of every fit that judges a block of held-out rows, beside the guards about that block. */
  private static final int LEAST_ROWS_A_BLOCK = 40;

  /** No feature is scaled by less than this share of its channel's spread. */
  private static final double LEAST_SCALE_SHARE = 0.05;

  private Learner() {}

  /**
   * What was learned.
   *
   * @param spec of the inputs
   * @param table the features learned from
   * @param tail the limits rest on when a budget was given
   */
  record Learned(ModelSpec spec, FeatureTable table, FittedModel model, @Nullable TailLimit tail) {}

  /**
   * @throws FitRefused when there are too few rows for the method or the budget
   */
  static Learned learn(FitOptions options, RecordedRows recording, FitProgress progress)
      throws FitRefused {
    ModelSpec spec = SpecMaker.spec(options, recording);
    FeatureTable table = FeatureTable.of(recording, spec);
    progress.done(0.4);
    Averaging averaging = averaging(options.method(), spec);
    requireEnough(table, spec, averaging.features());
    progress.said(
        "Learning from " + table.size() + " rows of " + averaging.features() + " features");
    int[] channels = channelsOf(spec, averaging);
    Columns columns =
        new Columns(
            leastScale(recording, channels),
            channels,
            lagsOf(spec, averaging),
            spec.inputs().size());
    Function<float[][], NormalModel> fit = rows -> options.method().fit(rows, columns);
    NormalModel normal = fit.apply(table.blocks(averaging));
    progress.done(0.5);
    HeldOut heldOut = HeldOut.of(table.rows(), averaging, fit, spec.rowsBeforeFirstScore());
    BudgetedLimits limits =
        BudgetedLimits.of(
            ControlLimits.of(normal, table.size(), heldOut),
            heldOut,
            options.budget(),
            spec.gridStep().multipliedBy(spec.window().hop()),
            spec.rowsBeforeFirstScore());
    progress.done(0.8);
    FittedModel model =
        new FittedModel(normal, limits.limits(), channels, spec.inputs().size(), averaging);
    return new Learned(spec, table, model, limits.tail());
  }

  private static Averaging averaging(FitMethod method, ModelSpec spec) {
    if (method.averagedRows() == 1) {
      return Averaging.none(spec.featureCount());
    }
    int perLag = spec.inputs().size() * spec.features().size();
    int[] lags = method.lags().stream().mapToInt(Integer::intValue).toArray();
    return Averaging.of(perLag, lags, method.averagedRows());
  }

  private static void requireEnough(FeatureTable table, ModelSpec spec, int features)
      throws FitRefused {
    int guards = 2 * spec.rowsBeforeFirstScore();
    int apart = (LEAST_ROWS_A_BLOCK + guards) * HeldOut.BLOCKS / (HeldOut.BLOCKS - 1);
    int needed = Math.max(Math.max(LEAST_FEATURE_ROWS, apart), LEAST_ROWS_A_FEATURE * features);
    if (table.size() < needed) {
      int rows = needed + spec.rowsBeforeFirstScore() - 1;
      throw new FitRefused(
          "too little normal running: "
              + rows
              + " rows without a gap (one every "
              + spec.gridStep()
              + ") are needed for "
              + features
              + " features, the recording gives "
              + table.size()
              + " windows of "
              + needed
              + " needed; "
              + table.windows().badInput()
              + " fell out because values are missing, "
              + table.windows().timeJumps()
              + " gaps in time. Record longer, or choose fewer channels with --channels");
    }
  }

  /** By feature of one judged row, the input channel it is computed from. */
  private static int[] channelsOf(ModelSpec spec, Averaging averaging) {
    List<ModelSpec.FeatureColumn> columns = spec.columns();
    int[] channels = new int[averaging.features()];
    for (int f = 0; f < channels.length; f++) {
      channels[f] = columns.get(averaging.columns()[f]).input();
    }
    return channels;
  }

  private static int[] lagsOf(ModelSpec spec, Averaging averaging) {
    List<ModelSpec.FeatureColumn> columns = spec.columns();
    int[] lags = new int[averaging.features()];
    for (int f = 0; f < lags.length; f++) {
      lags[f] = columns.get(averaging.columns()[f]).lag();
    }
    return lags;
  }

  private static double[] leastScale(RecordedRows recording, int[] channels) {
    double[] least = new double[channels.length];
    for (int f = 0; f < least.length; f++) {
      double spread = UsableChannels.spread(recording, channels[f]);
      least[f] = LEAST_SCALE_SHARE * spread;
    }
    return least;
  }
}
