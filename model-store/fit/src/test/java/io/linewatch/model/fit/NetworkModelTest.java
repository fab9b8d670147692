package io.linewatch.model.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.model.fit.FitMethod.Kind;
import io.linewatch.model.format.GoldenSamples;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.ModelSpec.Feature;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.onnx.Averaging;
import io.linewatch.model.onnx.OnnxScorer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small networks, and ensembles with them. */
class NetworkModelTest {
  private static final long SEED = 41;
  private static final int[] CHANNELS = {0, 1, 2, 0, 1, 2};
  private static final int[] LAGS = {0, 0, 0, 1, 1, 1};

  @TempDir private Path folder;

  private static Columns columns() {
    return new Columns(new double[6], CHANNELS, LAGS, 3);
  }

  private static FitMethod method(Kind kind) {
    return new FitMethod(kind, 1, List.of(Feature.MEAN), List.of(0, 1), 0.9, 1);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theGraphAnswersAsTheModelComputes(Kind kind) throws Exception {
    Random random = new Random(SEED);
    NormalModel normal = method(kind).fit(moving(random, 400), columns());
    FittedModel model =
        new FittedModel(normal, new ControlLimits(30, 40, 0, 0, 0), CHANNELS, 3, Averaging.none(6));
    float[][] batch = moving(random, 60);
    for (int i = 0; i < 40; i++) {
      batch[i][i % 6] += 3;
    }
    try (OnnxScorer scorer = new OnnxScorer(model.onnx(), ModelSpec.Outputs.STANDARD)) {
      OnnxScorer.Scores scores = scorer.score(batch);
      for (int i = 0; i < batch.length; i++) {
        GoldenSamples golden = new GoldenSamples(1, 1e-4, List.of(model.score(batch[i])));
        assertThat(
                golden.difference(
                    0,
                    scores.score()[i],
                    scores.t2()[i],
                    scores.spe()[i],
                    scores.contributions()[i]))
            .as("seed %d row %d", SEED, i)
            .isNull();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theSlopesAreThoseOfTheStatistic(Kind kind) {
    Random random = new Random(SEED);
    NormalModel model = method(kind).fit(moving(random, 400), columns());
    float[] row = moving(random, 1)[0];
    row[1] += 2;
    double[] slopes = model.slopesOfSpe(row);
    for (int f = 0; f < 6; f++) {
      float step = (float) (0.002 * model.scale(f));
      float[] above = row.clone();
      float[] below = row.clone();
      above[f] += step;
      below[f] -= step;
      double measured =
          (model.statistics(above).spe() - model.statistics(below).spe())
              / ((above[f] - below[f]) / model.scale(f));
      assertThat(2 * slopes[f])
          .as("seed %d, feature %d", SEED, f)
          .isCloseTo(measured, within(0.03 * Math.max(1, Math.abs(measured))));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theSameRowsGiveTheSameGraph(Kind kind) {
    assertThat(onnx(kind)).isEqualTo(onnx(kind));
  }

  private static byte[] onnx(Kind kind) {
    NormalModel model = method(kind).fit(moving(new Random(SEED), 300), columns());
    ControlLimits limits = new ControlLimits(1, 1, 0, 0, 0);
    return model.graph(limits, CHANNELS, 3, Averaging.none(6)).toOnnx();
  }

  @Test
  void aFaultOffACurveIsSeenByTheAutoencoderWhereComponentsAreBlind() {
    // The second channel is the square of the first; (0, 2) lies amid both, but on no part of it.
    Random random = new Random(SEED);
    float[][] rows = new float[1_000][];
    for (int i = 0; i < rows.length; i++) {
      float x = (float) (4 * random.nextDouble() - 2);
      rows[i] = new float[] {x, x * x + 0.1f * (float) random.nextGaussian()};
    }
    Columns columns = Columns.apart(new double[2]);
    NormalModel network = NetworkModel.autoencoder(rows, columns);
    NormalModel components = PcaModel.fit(rows, new double[2], 0.9);
    float[] fault = {0, 2};

    assertThat(shareBelow(network, rows, fault)).isGreaterThan(0.99);
    assertThat(shareBelow(components, rows, fault)).isLessThan(0.9);
    double[] contributions =
        network.contributions(fault, new ControlLimits(1, 1, 0, 0, 0), new int[] {0, 1}, 2);
    assertThat(contributions[1]).isGreaterThan(contributions[0]);
  }

  @Test
  void theForecasterSeesAnOrderThatEachMomentAloneDoesNotShow() {
    // A value that swings; backwards every pair of moments is as usual, but not their order.
    Random random = new Random(SEED);
    float[][] rows = new float[1_000][];
    for (int i = 0; i < rows.length; i++) {
      double phase = 2 * Math.PI * random.nextDouble();
      rows[i] = swing(phase, 0.6, random);
    }
    Columns columns = new Columns(new double[4], new int[] {0, 1, 0, 1}, new int[] {0, 0, 1, 1}, 2);
    NormalModel forecaster = NetworkModel.forecaster(rows, columns);

    assertThat(shareBelow(forecaster, rows, swing(1, -0.6, random))).isGreaterThan(0.99);
    assertThat(shareBelow(forecaster, rows, swing(1, 0.6, random))).isLessThan(0.99);
  }

  /** Sine and cosine, the present first. */
  private static float[] swing(double phase, double turn, Random random) {
    return new float[] {
      (float) (Math.sin(phase + turn) + 0.02 * random.nextGaussian()),
      (float) (Math.cos(phase + turn) + 0.02 * random.nextGaussian()),
      (float) Math.sin(phase),
      (float) Math.cos(phase)
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"AUTOENCODER", "FORECASTER", "COMPONENTS_AND_AUTOENCODER"})
  void itGoesThroughThePackageAndFreshNormalRunningStaysBelowTheLimit(Kind kind) throws Exception {
    FitMethod method = new FitMethod(kind, 20, List.of(Feature.MEAN), List.of(0, 20), 0.95, 1);
    FitOptions options =
        Recordings.options(Recordings.normal(folder, "a.csv", 2_000, SEED)).with(method);

    ModelFitter.Fit fit = new ModelFitter(_ -> {}).fit(options);

    assertThat(OciLayout.open(folder.resolve("store")).pack(fit.contents())).startsWith("sha256:");
    assertThat(fit.report().method()).startsWith(method.toString());
    RecordedRows fresh =
        RecordingReader.read(
            List.of(Recordings.normal(folder, "fresh.csv", 1_000, SEED + 1)),
            List.of("load", "speed", "temperature"),
            RecordingReader.Range.ALL);
    assertThat(SimilarityModelTest.shareAbove(fit, fresh)).isLessThan(0.05);
    for (double[] row : fresh.values()) {
      row[2] += 4;
    }
    double found = kind == Kind.FORECASTER ? 0.3 : 0.9;
    assertThat(SimilarityModelTest.shareAbove(fit, fresh)).isGreaterThan(found);
  }

  @Test
  void aForecasterWithoutAPastIsRefused() {
    assertThatThrownBy(() -> FitMethod.STANDARD.as(Kind.FORECASTER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lags 0, 5 and 10");
  }

  private static double shareBelow(NormalModel model, float[][] rows, float[] row) {
    double value = strange(model, row);
    int below = 0;
    for (float[] other : rows) {
      below += strange(model, other) < value ? 1 : 0;
    }
    return (double) below / rows.length;
  }

  private static double strange(NormalModel model, float[] row) {
    NormalModel.Statistics statistics = model.statistics(row);
    return statistics.t2() + statistics.spe();
  }

  /** Three channels that follow one load, now and one row before. */
  private static float[][] moving(Random random, int count) {
    float[][] rows = new float[count][6];
    for (float[] row : rows) {
      double before = random.nextGaussian();
      double now = 0.9 * before + 0.4 * random.nextGaussian();
      for (int c = 0; c < 3; c++) {
        row[c] = (float) (now + 0.3 * random.nextGaussian());
        row[3 + c] = (float) (before + 0.3 * random.nextGaussian());
      }
    }
    return rows;
  }
}
