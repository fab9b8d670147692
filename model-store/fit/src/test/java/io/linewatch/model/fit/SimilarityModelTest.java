package io.linewatch.model.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import org.junit.jupiter.params.provider.ValueSource;

class SimilarityModelTest {
  private static final long SEED = 97;

  @TempDir private Path folder;

  @Test
  void aFaultBetweenTwoWaysOfRunningIsSeenWhereComponentsAreBlind() {
    // Two channels, idle near (0, 0) and load near (10, 10); a fault at (5, 5) lies on their line.
    float[][] rows = twoWays(new Random(SEED), 1_000);
    double[] least = {0, 0};
    float[] fault = {5, 5};
    SimilarityModel similarity = SimilarityModel.fit(rows, Columns.apart(least));
    PcaModel components = PcaModel.fit(rows, least, 0.9);

    assertThat(similarity.statistics(fault).spe()).isGreaterThan(5 * greatestSpe(similarity, rows));
    assertThat(components.statistics(fault).spe()).isLessThan(greatestSpe(components, rows));
    assertThat(components.statistics(fault).t2()).isLessThan(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4})
  void theGraphAnswersAsTheModelComputes(long seed) throws Exception {
    Random random = new Random(seed);
    int[] channels = {0, 1, 2, 0, 1, 2, 2};
    SimilarityModel normal =
        SimilarityModel.fit(
            correlated(random, 600, 7), new Columns(new double[7], channels, new int[7], 3));
    FittedModel model =
        new FittedModel(normal, new ControlLimits(1, 40, 0, 0, 0), channels, 3, Averaging.none(7));
    float[][] batch = correlated(random, 100, 7);
    for (int i = 0; i < 50; i++) {
      batch[i][i % 7] += 6;
    }
    try (OnnxScorer scorer = new OnnxScorer(model.onnx(), ModelSpec.Outputs.STANDARD)) {
      OnnxScorer.Scores scores = scorer.score(batch);
      for (int i = 0; i < batch.length; i++) {
        GoldenSamples golden = new GoldenSamples(1, 1e-3, List.of(model.score(batch[i])));
        assertThat(
                golden.difference(
                    0,
                    scores.score()[i],
                    scores.t2()[i],
                    scores.spe()[i],
                    scores.contributions()[i]))
            .as("seed %d row %d", seed, i)
            .isNull();
      }
    }
  }

  @Test
  void theSlopesAreThoseOfTheStatistic() {
    Random random = new Random(SEED);
    SimilarityModel model =
        SimilarityModel.fit(correlated(random, 400, 4), Columns.apart(new double[4]));
    float[] row = correlated(random, 1, 4)[0];
    row[1] += 2;
    double[] slopes = model.slopesOfSpe(row);
    for (int f = 0; f < 4; f++) {
      float step = (float) (0.01 * model.scale(f));
      float[] above = row.clone();
      float[] below = row.clone();
      above[f] += step;
      below[f] -= step;
      double measured =
          (model.statistics(above).spe() - model.statistics(below).spe())
              / ((above[f] - below[f]) / model.scale(f));
      assertThat(2 * slopes[f])
          .as("seed %d, feature %d", SEED, f)
          .isCloseTo(measured, within(0.02 * Math.max(1, Math.abs(measured))));
    }
  }

  @Test
  void itGoesThroughThePackageAndFreshNormalRunningStaysBelowTheLimit() throws Exception {
    FitOptions options =
        Recordings.options(Recordings.normal(folder, "a.csv", 2_000, SEED))
            .with(FitMethod.STANDARD.similarity());

    ModelFitter.Fit fit = new ModelFitter(_ -> {}).fit(options);

    assertThat(OciLayout.open(folder.resolve("store")).pack(fit.contents())).startsWith("sha256:");
    assertThat(fit.report().method()).startsWith("similarity, mean of 20 rows");
    assertThat(fit.report().components()).isLessThanOrEqualTo(SimilarityModel.MOST_REMEMBERED);
    RecordedRows fresh =
        RecordingReader.read(
            List.of(Recordings.normal(folder, "fresh.csv", 1_000, SEED + 1)),
            List.of("load", "speed", "temperature"),
            RecordingReader.Range.ALL);
    assertThat(shareAbove(fit, fresh)).isLessThan(0.02);
    for (double[] row : fresh.values()) {
      row[2] += 3;
    }
    assertThat(shareAbove(fit, fresh)).isGreaterThan(0.9);
  }

  @Test
  void similarityIsNotAveraged() {
    FitMethod averaged = new FitMethod(1, List.of(Feature.MEAN), List.of(0), 0.9, 5);
    assertThatThrownBy(averaged::similarity)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not averaged");
  }

  static double shareAbove(ModelFitter.Fit fit, RecordedRows rows) throws Exception {
    float[][] features = FeatureTable.of(rows, fit.contents().spec()).rows();
    try (OnnxScorer scorer =
        new OnnxScorer(fit.contents().onnx(), fit.contents().spec().outputs())) {
      int above = 0;
      for (float score : scorer.score(features).score()) {
        above += score > 100 ? 1 : 0;
      }
      return (double) above / features.length;
    }
  }

  private static double greatestSpe(NormalModel model, float[][] rows) {
    double greatest = 0;
    for (float[] row : rows) {
      greatest = Math.max(greatest, model.statistics(row).spe());
    }
    return greatest;
  }

  private static float[][] twoWays(Random random, int count) {
    float[][] rows = new float[count][2];
    for (int i = 0; i < count; i++) {
      float level = i % 2 == 0 ? 0 : 10;
      rows[i][0] = level + 0.3f * (float) random.nextGaussian();
      rows[i][1] = level + 0.3f * (float) random.nextGaussian();
    }
    return rows;
  }

  private static float[][] correlated(Random random, int count, int features) {
    float[][] rows = new float[count][features];
    for (float[] row : rows) {
      double common = random.nextGaussian();
      for (int f = 0; f < features; f++) {
        row[f] = (float) (common + 0.4 * random.nextGaussian());
      }
    }
    return rows;
  }
}
