package io.linewatch.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChangePointsTest {
  private static final int ROWS = 400;

  @Test
  void everyChangeToldAtItsOwnRowIsAHundredAndSilenceIsNought() {
    ChangePoints perfect = one(rows(100, 250), rows(100, 250));
    assertThat(perfect.score()).isCloseTo(100, within(1e-9));
    assertThat(perfect.missed() + perfect.falseAlarms()).isZero();
    ChangePoints silent = one(rows(100, 250), rows());
    assertThat(silent.score()).isCloseTo(0, within(1e-9));
    assertThat(silent.missed()).isEqualTo(2);
  }

  @Test
  void theMiddleOfAWindowIsWorthHalfOfWhatLiesBetweenItsEnds() {
    // (1 − 0.11) / 2 = 0.445 for one change of two: (0.445 − 1 + 2) / 4.
    ChangePoints half = one(rows(100, 250), rows(130));
    assertThat(half.score()).isCloseTo(100 * (0.445 - 1 + 2) / 4, within(1e-9));
    assertThat(ChangePoints.worth(1)).isCloseTo(-0.11, within(1e-9));
  }

  @Test
  void onlyTheFirstDetectionOfAWindowCountsAndThoseOutsideCostOneByOne() {
    ChangePoints said = one(rows(100), rows(20, 100, 110, 160, 161, 399));
    // 110 and 160 lie in the window, 160 at its very end; 20, 161 and 399 do not.
    assertThat(said.falseAlarms()).isEqualTo(3);
    assertThat(said.score()).isCloseTo(100 * (1 - 0.33 + 1) / 2, within(1e-9));
  }

  @Test
  void aWindowEndsWhereTheNextChangeBegins() {
    ChangePoints said = one(rows(100, 130), rows(130));
    assertThat(said.missed()).isEqualTo(1);
    assertThat(said.score()).isCloseTo(100 * (1 - 1 + 2) / 4.0, within(1e-9));
  }

  @Test
  void rowsBeforeTheFirstJudgedOneDoNotCount() {
    ChangePoints said = ChangePoints.NONE.plus(seconds(), rows(50, 250), rows(10, 50, 250), 200);
    assertThat(said.changes()).isEqualTo(1);
    assertThat(said.score()).isCloseTo(100, within(1e-9));
  }

  private static ChangePoints one(boolean[] changes, boolean[] said) {
    return ChangePoints.NONE.plus(seconds(), changes, said, 0);
  }

  private static long[] seconds() {
    long[] times = new long[ROWS];
    Arrays.setAll(times, i -> i * 1_000_000L);
    return times;
  }

  private static boolean[] rows(int... set) {
    boolean[] rows = new boolean[ROWS];
    for (int row : set) {
      rows[row] = true;
    }
    return rows;
  }
}
