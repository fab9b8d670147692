package io.linewatch.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.edge.inference.Scores;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.life.LifeFitter;
import io.linewatch.model.life.LifeOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulEvaluatorTest {
  private static final long SEED = 5;
  private static final int TESTED = 20;

  @TempDir private Path folder;

  @Test
  void livesOfMachinesThatWereCutOffAreForetoldByTheAgentsOwnScoring() throws Exception {
    Path data = data(TESTED);
    LifeErrors errors =
        new RulEvaluator()
            .evaluate("worn", data, folder.resolve("work"), new BenchReport("quality", 0));

    assertThat(errors.machines()).isEqualTo(TESTED);
    // The best constant guess is off by some 35 cycles.
    assertThat(errors.rmse()).as("seed %d", SEED).isLessThan(15);
    assertThat(errors.coverage()).as("seed %d", SEED).isBetween(0.75, 1.0);
    assertThat(errors.width()).as("seed %d", SEED).isLessThan(60);
  }

  @Test
  void aGatewayIsToldTheLifeAndItsIntervalBesideTheScore() throws Exception {
    Path data = data(TESTED);
    Path work = folder.resolve("work");
    LoadedModel.prepareRuntime(work);
    LifeFitter.Fit fit =
        new LifeFitter(_ -> {}).fit(LifeOptions.of("rul", List.of(data.resolve("train_X.txt"))));
    OciLayout store = OciLayout.open(work.resolve("store"));
    LoadedModel model = LoadedModel.open(store.load(store.pack(fit.contents())), work);
    try {
      List<float[]> rows =
          fit.contents().golden().samples().stream().map(one -> one.features()).toList();
      Scores scores = model.score(rows);
      Scores.Lives lives = Objects.requireNonNull(scores.lives());
      for (int i = 0; i < rows.size(); i++) {
        assertThat(lives.cycles()[i])
            .isCloseTo(100f * LifeOptions.DEFAULT_WARNING / scores.score()[i], within(0.1f));
        assertThat(lives.low()[i]).isLessThanOrEqualTo(lives.high()[i]);
      }
    } finally {
      model.release();
    }
  }

  @Test
  void aTruthThatDoesNotNameEveryMachineIsRefused() throws Exception {
    Path data = data(TESTED - 1);

    assertThatThrownBy(() ->
            new RulEvaluator()
                .evaluate("worn", data, folder.resolve("work"), new BenchReport("quality", 0)))
        .isInstanceOf(UnreadableCsv.class)
        .hasMessageContaining("one number of cycles for each of the 20 machines");
  }

  @Test
  void errorsAreThoseOfTheirDefinitions() {
    LifeErrors errors =
        LifeErrors.of(
            new double[] {90, 40},
            new double[] {70, 10},
            new double[] {110, 30},
            new double[] {130, 30},
            100);
    assertThat(errors.rmse()).isCloseTo(10, within(1e-12));
    assertThat(errors.rmseUncapped()).isCloseTo(Math.sqrt((1600 + 100) / 2.0), within(1e-12));
    assertThat(errors.nasaScore())
        .isCloseTo(Math.exp(10 / 13.0) - 1 + Math.exp(1) - 1, within(1e-12));
    assertThat(errors.coverage()).isEqualTo(1);
    assertThat(errors.width()).isEqualTo(30);
  }

  /** Blank-separated, without a header, as C-MAPSS is written. */
  private Path data(int truths) throws Exception {
    Random random = new Random(SEED);
    StringBuilder train = new StringBuilder();
    StringBuilder test = new StringBuilder();
    StringBuilder truth = new StringBuilder();
    for (int unit = 1; unit <= 16; unit++) {
      run(train, random, unit, 0);
    }
    for (int unit = 1; unit <= TESTED; unit++) {
      int left = random.nextInt(90);
      run(test, random, unit, left);
      truth.append(unit <= truths ? left + " \n" : "");
    }
    Path data = Files.createDirectories(folder.resolve("worn"));
    Files.writeString(data.resolve("train_X.txt"), train);
    Files.writeString(data.resolve("test_X.txt"), test);
    Files.writeString(data.resolve("RUL_X.txt"), truth);
    return data;
  }

  private static void run(StringBuilder text, Random random, int unit, int left) {
    int life = 150 + random.nextInt(60);
    for (int cycle = 1; cycle <= life - left; cycle++) {
      double wear = Math.exp(-(life - cycle) / 40.0);
      text.append(
          String.format(
              Locale.ROOT,
              "%d %d %.4f %.4f  %n",
              unit,
              cycle,
              3 + 2 * wear + 0.1 * random.nextGaussian(),
              80 - 6 * wear + 0.4 * random.nextGaussian()));
    }
  }
}
