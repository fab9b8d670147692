package io.linewatch.model.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.model.fit.SeededFaults.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MethodChoiceTest {
  private static final long SEED = 19;

  @TempDir private Path folder;

  @Test
  void theMethodThatFindsMostSeededFaultsIsTakenAndAllAreReported() throws Exception {
    Path file = Recordings.normal(folder, "a.csv", 3_000, SEED);

    ModelFitter.Fit fit = new ModelFitter(_ -> {}).fitChosen(Recordings.options(file));

    List<FitReport.Candidate> candidates = fit.report().candidates();
    assertThat(candidates).hasSize(MethodChoice.CANDIDATES.size());
    for (int i = 1; i < candidates.size(); i++) {
      assertThat(candidates.get(i).foundShare())
          .isLessThanOrEqualTo(candidates.get(i - 1).foundShare());
    }
    assertThat(candidates.getFirst().foundShare()).isBetween(0.3, 1.0);
    FitMethod chosen =
        MethodChoice.CANDIDATES.stream()
            .filter(method -> method.toString().equals(candidates.getFirst().method()))
            .findFirst()
            .orElseThrow();
    assertThat(fit.contents().spec().window().rows()).isEqualTo(chosen.windowRows());
    assertThat(new ModelFitter(_ -> {}).fitChosen(Recordings.options(file)).report().candidates())
        .isEqualTo(candidates);
  }

  @Test
  void noisyChannelsNeedALongerWindowThanQuietOnes() throws Exception {
    // The channels follow one load with noise from row to row: one row shows less than twenty.
    Path file = Recordings.normal(folder, "a.csv", 3_000, SEED);
    FitOptions options = Recordings.options(file);
    RecordedRows recording =
        RecordingReader.read(
            List.of(file), List.of("load", "speed", "temperature"), RecordingReader.Range.ALL);

    List<MethodChoice.Judged> judged =
        new MethodChoice(options, recording, _ -> {})
            .judged(List.of(FitMethod.window(1), FitMethod.window(20)));

    assertThat(judged.getFirst().method()).isEqualTo(FitMethod.window(20));
  }

  @Test
  void aRecordingTooShortForEveryMethodIsRefused() throws Exception {
    Path file = Recordings.normal(folder, "a.csv", 120, SEED);
    assertThatThrownBy(() -> new ModelFitter(_ -> {}).fitChosen(Recordings.options(file)))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("nothing to choose from");
  }

  @Test
  void seededFaultsHaveTheirStatedSizeAndLeaveTheRestAlone() {
    SplittableRandom random = new SplittableRandom(SEED);
    double[][] values = new double[400][2];
    for (double[] row : values) {
      row[0] = 10 + 2 * random.nextGaussian();
      row[1] = random.nextGaussian();
    }
    for (Kind kind : SeededFaults.KINDS) {
      double[][] faulty = SeededFaults.put(kind, values, 0, 200, new SplittableRandom(SEED));
      for (int i = 0; i < 400; i++) {
        assertThat(faulty[i][1]).as("%s", kind).isEqualTo(values[i][1]);
        if (i < 200) {
          assertThat(faulty[i][0]).as("%s", kind).isEqualTo(values[i][0]);
        }
      }
    }
    double[][] offset = SeededFaults.put(Kind.OFFSET, values, 0, 200, new SplittableRandom(SEED));
    assertThat(Math.abs(offset[300][0] - values[300][0])).isCloseTo(1.5 * 2, within(0.4));
    double[][] frozen = SeededFaults.put(Kind.FROZEN, values, 0, 200, new SplittableRandom(SEED));
    assertThat(frozen[399][0]).isEqualTo(values[200][0]);
  }
}
