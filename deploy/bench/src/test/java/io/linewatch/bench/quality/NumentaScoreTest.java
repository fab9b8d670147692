package io.linewatch.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.bench.quality.NumentaScore.Profile;
import io.linewatch.bench.quality.NumentaScore.Result;
import io.linewatch.bench.quality.NumentaScore.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumentaScoreTest {
  private static final int ROWS = 1_000;
  private static final Window WINDOW = new Window(400, 499);

  @Test
  void aDetectionAtTheLeftEdgeIsAHundredAndSilenceIsNought() {
    assertThat(scored(400).best(Profile.STANDARD).score()).isCloseTo(100, within(1e-9));
    Result silent = scored().at(Profile.STANDARD, 0.5);
    assertThat(silent.score()).isCloseTo(0, within(1e-9));
    assertThat(silent.missed()).isEqualTo(1);
  }

  @Test
  void halfwayThroughTheWindowIsWorthTheSigmoidOfAHalfOverThatOfOne() {
    // Row 450: y = −(499 − 450 + 1) / 100 = −0.5; 2σ(2.5) − 1 = 0.848284, 2σ(5) − 1 = 0.986614.
    double worth = 0.848283639957513 / 0.986614298151430;
    assertThat(scored(450).best(Profile.STANDARD).score())
        .isCloseTo(100 * (worth + 1) / 2, within(1e-6));
    // Only the earliest of a window counts.
    assertThat(scored(450, 470, 499).best(Profile.STANDARD).score())
        .isCloseTo(100 * (worth + 1) / 2, within(1e-6));
  }

  @Test
  void aDetectionBehindTheWindowCostsMoreTheFurtherItIsAndInFrontOfTheFirstInFull() {
    // Row 598: y = 99 / 99 = 1, 2σ(−5) − 1 = −0.986614.
    assertThat(scored(400, 598).at(Profile.STANDARD, 0.5).score())
        .isCloseTo(100 * (1 - 0.11 * 0.986614298151430 + 1) / 2, within(1e-6));
    assertThat(scored(400, 300).at(Profile.STANDARD, 0.5).score())
        .isCloseTo(100 * (1 - 0.11 + 1) / 2, within(1e-9));
    // More than three widths behind: in full.
    assertThat(scored(400, 850).at(Profile.LOW_FALSE_ALARMS, 0.5).score())
        .isCloseTo(100 * (1 - 0.22 + 1) / 2, within(1e-9));
  }

  @Test
  void aMissedWindowCostsTwiceWhereMissesWeighDouble() {
    Result alarm = scored(300).at(Profile.LOW_MISSES, 0.5);
    // (−2 − 0.11 − (−2)) / (1 − (−2))
    assertThat(alarm.score()).isCloseTo(-100 * 0.11 / 3, within(1e-9));
    assertThat(alarm.falseAlarms()).isEqualTo(1);
  }

  @Test
  void theFirstFifteenPercentAreNotJudgedAndAtMostSevenHundredAndFiftyRows() {
    assertThat(NumentaScore.probation(1_127)).isEqualTo(169);
    assertThat(NumentaScore.probation(22_695)).isEqualTo(750);
    assertThat(scored(10, 149, 400).best(Profile.STANDARD).score()).isCloseTo(100, within(1e-9));
  }

  @Test
  void theBestThresholdIsFoundOverAllSeriesTogether() {
    NumentaScore score = new NumentaScore();
    double[] first = new double[ROWS];
    first[400] = 0.6;
    first[300] = 0.5;
    double[] second = new double[ROWS];
    second[400] = 0.9;
    score.add(first, List.of(WINDOW));
    score.add(second, List.of(WINDOW));

    Result best = score.best(Profile.STANDARD);

    assertThat(best.threshold()).isEqualTo(0.6);
    assertThat(best.score()).isCloseTo(100, within(1e-9));
    assertThat(score.at(Profile.STANDARD, 0.7).score()).isCloseTo(50, within(1e-9));
    assertThat(score.at(Profile.STANDARD, 0.5).score())
        .isCloseTo(100 * (2 - 0.11 + 2) / 4, within(1e-9));
  }

  private static NumentaScore scored(int... detections) {
    double[] scores = new double[ROWS];
    for (int row : detections) {
      scores[row] = 1;
    }
    NumentaScore score = new NumentaScore();
    score.add(scores, List.of(WINDOW));
    return score;
  }
}
