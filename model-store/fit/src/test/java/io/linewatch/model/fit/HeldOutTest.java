package io.linewatch.model.fit;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.model.onnx.Averaging;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeldOutTest {
  private static final double[] FLOOR = {0.01, 0.01, 0.01};

  @Test
  void everyRowIsJudgedOnce() {
    HeldOut heldOut = of(rows(1_000, new Random(1)), 7);

    assertThat(heldOut.block()).hasSize(1_000);
    assertThat(Arrays.stream(heldOut.spe()).allMatch(spe -> spe > 0)).isTrue();
    assertThat(Arrays.stream(heldOut.block()).distinct().sorted()).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void aShortRecordingIsCutIntoFiveStretches() {
    HeldOut heldOut = of(rows(400, new Random(1)), 20);

    int changes = 0;
    for (int i = 1; i < 400; i++) {
      changes += heldOut.block()[i] == heldOut.block()[i - 1] ? 0 : 1;
    }
    assertThat(changes).isEqualTo(4);
  }

  @Test
  void whatALongRecordingShowsInOneSeasonOnlyIsBothLearnedAndJudged() {
    // In the last fifth the third channel runs on another level: a season, not a fault.
    float[][] rows = rows(5_000, new Random(2));
    for (int i = 4_000; i < rows.length; i++) {
      rows[i][2] += 40;
    }

    HeldOut heldOut = of(rows, 10);

    double inSeason = HeldOut.quantile(Arrays.copyOfRange(heldOut.t2(), 4_000, 5_000), 0.99);
    // Cut into five whole blocks the season would be judged by a model that never saw it.
    assertThat(inSeason).isLessThan(100);
  }

  private static HeldOut of(float[][] rows, int guard) {
    return HeldOut.of(rows, Averaging.none(3), learned -> PcaModel.fit(learned, FLOOR, 0.9), guard);
  }

  private static float[][] rows(int count, Random random) {
    float[][] rows = new float[count][3];
    for (float[] row : rows) {
      float common = (float) random.nextGaussian();
      row[0] = common + 0.3f * (float) random.nextGaussian();
      row[1] = common + 0.3f * (float) random.nextGaussian();
      row[2] = (float) random.nextGaussian();
    }
    return rows;
  }
}
