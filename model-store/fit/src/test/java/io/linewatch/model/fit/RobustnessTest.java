package io.linewatch.model.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.model.fit.FitReport.Disturbance;
import io.linewatch.model.onnx.Averaging;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RobustnessTest {
  private static final long SEED = 77;

  @TempDir private Path folder;

  @Test
  void theReportSaysHowFarScoresMoveUnderEveryDisturbance() throws Exception {
    Path file = Recordings.normal(folder, "a.csv", 2_000, SEED);

    FitReport report = new ModelFitter(_ -> {}).fit(Recordings.options(file)).report();

    assertThat(report.robustness())
        .extracting(Disturbance::name)
        .containsExactly("none", "noise", "drift", "missing", "frozen", "adversarial");
    Disturbance none = by(report, "none");
    assertThat(none.rows()).isEqualTo(1_000);
    assertThat(none.aboveLimitShare()).isZero();
    // Three channels of one load: a channel off by two of its spreads leaves the others behind.
    assertThat(by(report, "drift").aboveLimitShare()).isGreaterThan(0.2);
    assertThat(by(report, "frozen").aboveLimitShare()).isGreaterThan(0.2);
    assertThat(by(report, "frozen").rows()).isEqualTo(3 * none.rows());
    // Held values stand in for what does not come: scores move little.
    assertThat(by(report, "missing").rows()).isGreaterThan(900);
    assertThat(by(report, "missing").aboveLimitShare()).isLessThan(0.02);
    assertThat(by(report, "adversarial").medianScore()).isGreaterThan(none.medianScore());
  }

  @Test
  void noStepWithinTheSensorsAccuracyRaisesTheScoreMoreThanTheOneAlongItsSlope() throws Exception {
    Path file = Recordings.normal(folder, "a.csv", 1_000, SEED);
    RecordedRows recording =
        RecordingReader.read(
            List.of(file), List.of("load", "speed", "temperature"), RecordingReader.Range.ALL);
    FeatureTable table =
        FeatureTable.of(recording, SpecMaker.spec(Recordings.options(file), recording));
    PcaModel pca = PcaModel.fit(table.rows(), new double[3], 0.9);
    FittedModel model =
        new FittedModel(
            pca, new ControlLimits(20, 0.5, 0, 0, 0), new int[] {0, 1, 2}, 3, Averaging.none(3));
    Random random = new Random(SEED);
    for (int i = 0; i < 50; i++) {
      float[] row = table.rows()[random.nextInt(table.size())];
      double[] slopes = model.slopes(row);
      double along = model.percent(moved(row, slopes, pca));
      for (int signs = 0; signs < 8; signs++) {
        double[] other = {
          (signs & 1) == 0 ? 1 : -1, (signs & 2) == 0 ? 1 : -1, (signs & 4) == 0 ? 1 : -1
        };
        assertThat(model.percent(moved(row, other, pca)))
            .as("seed %d, row %d", SEED, i)
            .isLessThanOrEqualTo(along + 0.005);
      }
    }
  }

  private static Disturbance by(FitReport report, String name) {
    return report.robustness().stream()
        .filter(disturbance -> disturbance.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Each feature by a thousandth of its scale, in the direction of the sign. */
  private static float[] moved(float[] row, double[] directions, PcaModel pca) {
    float[] moved = row.clone();
    for (int f = 0; f < row.length; f++) {
      moved[f] += (float) (Math.signum(directions[f]) * 0.001 * pca.scale(f));
    }
    return moved;
  }
}
