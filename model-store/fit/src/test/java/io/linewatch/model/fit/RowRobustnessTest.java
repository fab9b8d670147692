package io.linewatch.model.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.model.fit.FitReport.Disturbance;
import io.linewatch.model.fit.RowRobustness.Channel;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A score that is ten times one channel and does not heed the other. */
class RowRobustnessTest {
  private static final long SEED = 5;
  private static final int ROWS = 4_000;

  /** By row: the heeded channel's level and slope, the other's level. */
  private static float[][] rows() {
    Random random = new Random(SEED);
    float[][] rows = new float[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      rows[i] =
          new float[] {(float) random.nextGaussian(), 3, (float) (100 * random.nextGaussian())};
    }
    return rows;
  }

  private static final List<Channel> CHANNELS =
      List.of(new Channel(new int[] {0}, new int[] {1}), new Channel(new int[] {2}, new int[0]));

  private static List<Disturbance> disturbances() {
    return new RowRobustness(rows(), CHANNELS, row -> 50 + 10 * row[0] + row[1]).disturbances();
  }

  private static Disturbance by(String name) {
    return disturbances().stream().filter(d -> d.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void everyDisturbanceIsToldInTheOrderOfTheOtherModels() {
    assertThat(disturbances())
        .extracting(Disturbance::name)
        .containsExactly("none", "noise", "drift", "missing", "frozen", "adversarial");
    assertThat(disturbances()).isEqualTo(disturbances());
  }

  @Test
  void scoresMoveByWhatTheSizesSay() {
    Disturbance none = by("none");
    assertThat(none.medianScore()).isCloseTo(53, within(2.0));
    assertThat(by("noise").medianScore()).isCloseTo(none.medianScore(), within(1.0));
    // Half of the rows of two channels in turn: off by two spreads, of ten percent each.
    assertThat(by("drift").rows()).isEqualTo(2 * none.rows());
    assertThat(by("drift").highScore()).isCloseTo(none.highScore() + 20, within(5.0));
    // A hundredth of the span of four thousand normal numbers is some 0.07.
    assertThat(by("adversarial").medianScore() - none.medianScore()).isBetween(0.5, 1.0);
  }

  @Test
  void aFrozenChannelHoldsItsLevelAndNoLongerChanges() {
    float first = rows()[0][0];
    List<Disturbance> alone =
        new RowRobustness(rows(), CHANNELS.subList(0, 1), row -> 50 + 10 * row[0] + row[1])
            .disturbances();
    assertThat(alone.get(4).medianScore()).isCloseTo(50 + 10 * first, within(1e-3));
    assertThat(alone.get(4).highScore()).isEqualTo(alone.get(4).medianScore());
  }
}
