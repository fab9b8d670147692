package io.linewatch.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.bench.quality.NumentaScore.Profile;
import io.linewatch.bench.quality.NumentaScore.Result;
import io.linewatch.bench.quality.NumentaScore.Window;
import io.linewatch.model.stream.ContextNovelty;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A slice of what the Numenta benchmark asks, on made series: a day of 288 values, two weeks, one
 * anomaly each in the second week. No range is known beforehand, the limit is the fixed one.
 */
class StreamingSliceTest {
  private static final long SEED = 288;
  private static final int DAY = 288;
  private static final int ROWS = 14 * DAY;
  private static final int AT = 10 * DAY + 30;
  private static final Window WINDOW = new Window(AT - 20, AT + 200);

  private enum Anomaly {
    NONE(0),
    SPIKE(1),
    LEVEL(2),
    NO_DAY(3),
    /** The day's level for an hour of the night. */
    WRONG_HOUR(4);

    private final int series;

    Anomaly(int series) {
      this.series = series;
    }
  }

  @Test
  void madeAnomaliesAreFoundEarlyAndWithFewFalseAlarms() {
    Result fixed = judged(Anomaly.NONE, Anomaly.SPIKE, Anomaly.LEVEL, Anomaly.NO_DAY);
    assertThat(fixed.missed()).as("seed %d: %s", SEED, fixed).isZero();
    assertThat(fixed.falseAlarms()).as("seed %d: %s", SEED, fixed).isLessThanOrEqualTo(4);
    assertThat(fixed.score()).as("seed %d: %s", SEED, fixed).isGreaterThan(85);
  }

  @Test
  void aKnownStepAtTheWrongHourIsNotSeenBecauseAContextIsFourValuesLong() {
    assertThat(judged(Anomaly.WRONG_HOUR).missed()).isEqualTo(1);
  }

  private static Result judged(Anomaly... anomalies) {
    NumentaScore score = new NumentaScore();
    for (Anomaly anomaly : anomalies) {
      double[] values = series(anomaly);
      score.add(
          NabSet.scores(values, new ContextNovelty(NabSet.settings(ROWS, 1))),
          anomaly == Anomaly.NONE ? List.of() : List.of(WINDOW));
    }
    return score.at(Profile.STANDARD, NabSet.LIMIT);
  }

  private static double[] series(Anomaly anomaly) {
    Random random = new Random(SEED + anomaly.series);
    double[] values = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double hour = i % DAY / (double) DAY;
      boolean strange = i >= AT && i < AT + DAY / 2;
      double shape = hour > 0.3 && hour < 0.7 ? 80 : 20;
      values[i] =
          switch (anomaly) {
            case NONE -> shape;
            case SPIKE -> i == AT ? 200 : shape;
            case LEVEL -> strange ? shape + 45 : shape;
            case NO_DAY -> strange ? 50 : shape;
            case WRONG_HOUR -> i >= AT && i < AT + 12 ? 80 : shape;
          };
      values[i] += random.nextGaussian();
    }
    return values;
  }
}
