package io.linewatch.model.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.model.format.GoldenSamples;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.limit.TailLimit;
import io.linewatch.model.onnx.Averaging;
import io.linewatch.model.onnx.OnnxScorer;
import io.linewatch.model.onnx.PcaGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFitterTest {
  @TempDir private Path folder;
  private final List<String> said = new ArrayList<>();

  private ModelFitter.Fit fit(Path file) throws Exception {
    return new ModelFitter(said::add).fit(Recordings.options(file));
  }

  @Test
  void constantChannelsAreLeftOutAndSaid() throws Exception {
    ModelFitter.Fit fit = fit(Recordings.normal(folder, "a.csv", 1_000, 1));
    assertThat(fit.contents().spec().inputs())
        .extracting(ModelSpec.Input::channel)
        .containsExactly("load", "speed", "temperature");
    assertThat(fit.report().dropped()).singleElement().asString().contains("constant", "3.5");
    assertThat(said).anyMatch(line -> line.contains("Left out constant"));
  }

  @Test
  void theSameRecordingGivesTheSameDigest() throws Exception {
    Path file = Recordings.normal(folder, "a.csv", 1_000, 1);
    String first = OciLayout.open(folder.resolve("s1")).pack(fit(file).contents());
    String second = OciLayout.open(folder.resolve("s2")).pack(fit(file).contents());
    assertThat(second).isEqualTo(first);
    Path other = Recordings.normal(folder, "b.csv", 1_000, 2);
    assertThat(OciLayout.open(folder.resolve("s3")).pack(fit(other).contents()))
        .isNotEqualTo(first);
  }

  @Test
  void freshNormalRunningStaysBelowTheLimitAndAFaultCrossesIt() throws Exception {
    ModelFitter.Fit fit = fit(Recordings.normal(folder, "a.csv", 2_000, 3));
    ModelSpec spec = fit.contents().spec();
    RecordedRows fresh = read(Recordings.normal(folder, "fresh.csv", 1_000, 4));
    assertThat(shareAboveLimit(fit, FeatureTable.of(fresh, spec))).isLessThan(0.01);
    for (double[] row : fresh.values()) {
      row[2] += 3;
    }
    assertThat(shareAboveLimit(fit, FeatureTable.of(fresh, spec))).isGreaterThan(0.95);
  }

  @Test
  void aBudgetIsKeptOnNormalRunningThatWasNotSeenAndIsReportedWithItsInterval() throws Exception {
    Path file = Recordings.normal(folder, "long.csv", 12_000, 5);
    ModelFitter.Fit fit =
        new ModelFitter(said::add).fit(Recordings.options(file, Duration.ofSeconds(4_000)));
    RecordedRows fresh = read(Recordings.normal(folder, "fresh.csv", 40_000, 6));

    int alarms = alarms(fit, FeatureTable.of(fresh, fit.contents().spec()));

    // Ten are allowed in 40,000 seconds; drawn from so rare an event they spread widely.
    assertThat(alarms).isLessThanOrEqualTo(20);
    FitReport.Budget budget = Objects.requireNonNull(fit.report().budget());
    assertThat(budget.oneFalseAlarmIn()).isEqualTo("PT1H6M40S");
    assertThat(budget.factor()).isBetween(budget.factorLow(), budget.factorHigh());
    assertThat(budget.excursions()).isGreaterThanOrEqualTo(TailLimit.LEAST_EXCURSIONS);
  }

  @Test
  void aRarerFalseAlarmMeansAHigherLimit() throws Exception {
    Path file = Recordings.normal(folder, "long.csv", 6_000, 5);
    ModelFitter fitter = new ModelFitter(said::add);
    FitReport hourly = fitter.fit(Recordings.options(file, Duration.ofHours(1))).report();
    FitReport daily = fitter.fit(Recordings.options(file, Duration.ofDays(1))).report();

    assertThat(daily.limits().t2()).isGreaterThan(hourly.limits().t2());
    assertThat(daily.limits().spe()).isGreaterThan(hourly.limits().spe());
  }

  @Test
  void aRecordingTooShortForItsBudgetIsRefusedWithTheRowsNeeded() throws Exception {
    Path file = Recordings.normal(folder, "a.csv", 1_000, 1);

    assertThatThrownBy(
            () -> new ModelFitter(said::add).fit(Recordings.options(file, Duration.ofDays(7))))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("one false alarm in PT168H cannot be promised")
        .hasMessageContaining("record at least 12096 rows");
  }

  /** Excursions above the limit, as an alarm would count them. */
  private static int alarms(ModelFitter.Fit fit, FeatureTable table) throws Exception {
    try (OnnxScorer scorer =
        new OnnxScorer(fit.contents().onnx(), fit.contents().spec().outputs())) {
      int alarms = 0;
      int below = 1_000;
      for (float score : scorer.score(table.rows()).score()) {
        boolean above = score > 100;
        alarms += above && below >= fit.contents().spec().rowsBeforeFirstScore() ? 1 : 0;
        below = above ? 0 : below + 1;
      }
      return alarms;
    }
  }

  private static RecordedRows read(Path file) throws Exception {
    return RecordingReader.read(
        List.of(file), List.of("load", "speed", "temperature"), RecordingReader.Range.ALL);
  }

  private static double shareAboveLimit(ModelFitter.Fit fit, FeatureTable table) throws Exception {
    try (OnnxScorer scorer =
        new OnnxScorer(fit.contents().onnx(), fit.contents().spec().outputs())) {
      float[] scores = scorer.score(table.rows()).score();
      int above = 0;
      for (float score : scores) {
        above += score > 100 ? 1 : 0;
      }
      return (double) above / scores.length;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void theGraphAnswersAsTheFitComputesOverRandomBatches(long seed) throws Exception {
    Random random = new Random(seed);
    int features = 2 + random.nextInt(20);
    int channels = 1 + random.nextInt(features);
    float[][] rows = correlated(random, 500, features);
    PcaModel pca = PcaModel.fit(rows, new double[features], 0.95);
    int[] channelOf = new int[features];
    for (int f = 0; f < features; f++) {
      channelOf[f] = f % channels;
    }
    FittedModel model =
        new FittedModel(
            pca, new ControlLimits(20, 5, 0, 0, 0), channelOf, channels, Averaging.none(features));
    float[][] batch = correlated(random, 200, features);
    try (OnnxScorer scorer = new OnnxScorer(model.onnx(), ModelSpec.Outputs.STANDARD)) {
      OnnxScorer.Scores scores = scorer.score(batch);
      for (int i = 0; i < batch.length; i++) {
        GoldenSamples.Sample expected = model.score(batch[i]);
        GoldenSamples golden = new GoldenSamples(1, 1e-3, List.of(expected));
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

  @ParameterizedTest
  @ValueSource(longs = {31, 32})
  void averagedStatisticsOfTheGraphAreTheMeansOfTheRowsTheyCover(long seed) throws Exception {
    Random random = new Random(seed);
    int perLag = 3;
    int blocks = 4;
    Averaging averaging = Averaging.of(perLag, new int[] {0, 2}, blocks);
    PcaModel pca = PcaModel.fit(correlated(random, 300, averaging.features()), new double[6], 0.8);
    FittedModel model =
        new FittedModel(
            pca, new ControlLimits(20, 5, 0, 0, 0), new int[] {0, 1, 2, 0, 1, 2}, 3, averaging);
    float[][] batch = correlated(random, 50, averaging.width());
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
        // Block j at lag l is the input's lag j + l.
        double mean = 0;
        for (int j = 0; j < blocks; j++) {
          float[] row = new float[6];
          System.arraycopy(batch[i], j * perLag, row, 0, perLag);
          System.arraycopy(batch[i], (j + 2) * perLag, row, perLag, perLag);
          mean += pca.statistics(row).spe() / blocks;
        }
        assertThat((double) scores.spe()[i]).isCloseTo(mean, within(1e-3 * Math.max(1, mean)));
      }
    }
  }

  @Test
  void aModelThatAveragesGoesThroughThePackageAndItsGoldenSamples() throws Exception {
    Path file = Recordings.normal(folder, "a.csv", 2_000, 3);
    FitOptions standard = Recordings.options(file);
    FitOptions averaging =
        new FitOptions(
            standard.name(),
            standard.files(),
            List.of(),
            null,
            null,
            null,
            null,
            new FitMethod(1, List.of(ModelSpec.Feature.MEAN), List.of(0, 1), 0.99, 9),
            "",
            null);

    ModelFitter.Fit fit = new ModelFitter(said::add).fit(averaging);

    assertThat(fit.contents().spec().lags()).hasSize(10);
    assertThat(OciLayout.open(folder.resolve("store")).pack(fit.contents())).startsWith("sha256:");
    RecordedRows fresh = read(Recordings.normal(folder, "fresh.csv", 1_000, 4));
    assertThat(shareAboveLimit(fit, FeatureTable.of(fresh, fit.contents().spec())))
        .isLessThan(0.01);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25})
  void theFaultySensorOfCorrelatedOnesIsNamedFirst(long seed) {
    Random random = new Random(seed);
    float[][] rows = correlated(random, 500, 6);
    PcaModel pca = PcaModel.fit(rows, new double[6], 0.9);
    FittedModel model =
        new FittedModel(
            pca,
            new ControlLimits(20, 2, 0, 0, 0),
            new int[] {0, 1, 2, 3, 4, 5},
            6,
            Averaging.none(6));
    for (int faulty = 0; faulty < 6; faulty++) {
      float[] row = correlated(random, 1, 6)[0];
      row[faulty] += (float) (15 * pca.scale(faulty));
      double[] shares = model.score(row).contributions();
      int first = 0;
      double sum = 0;
      for (int c = 0; c < 6; c++) {
        first = shares[c] > shares[first] ? c : first;
        sum += shares[c];
      }
      assertThat(first).as("seed %d", seed).isEqualTo(faulty);
      assertThat(sum).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void aRowWithoutAnyDeviationHasEvenSharesAndAnAbsurdOneStaysFinite() throws Exception {
    PcaGraph graph =
        new PcaGraph(
            new double[] {0, 0},
            new double[] {1e-9, 1},
            new double[][] {{1}, {0}},
            new double[] {1},
            10,
            10,
            new int[] {0, 1},
            2,
            PcaModel.MAX_STANDARDISED,
            Averaging.none(2));
    try (OnnxScorer scorer = new OnnxScorer(graph.toOnnx(), ModelSpec.Outputs.STANDARD)) {
      OnnxScorer.Scores scores = scorer.score(new float[][] {{0, 0}, {1e30f, -1e30f}});
      assertThat(scores.contributions()[0]).containsExactly(0.5f, 0.5f);
      assertThat(Float.isFinite(scores.score()[1])).isTrue();
      assertThat(scores.score()[1]).isGreaterThan(1e6f);
    }
  }

  @Test
  void tooShortARecordingIsRefusedWithTheNeededLength() throws Exception {
    Path file = Recordings.normal(folder, "short.csv", 60, 1);
    assertThatThrownBy(() -> fit(file))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("119 rows");
  }

  @Test
  void aRecordingTooShortToHoldABlockOfLongWindowsOutIsRefused() throws Exception {
    Path file = Recordings.normal(folder, "short.csv", 230, 1);
    FitOptions options = Recordings.options(file).with(FitMethod.window(60));
    assertThatThrownBy(() -> new ModelFitter(_ -> {}).fit(options))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("259 rows");
  }

  @Test
  void repeatedTimesAreRepairedAndNoted() throws Exception {
    Path file = Recordings.normal(folder, "a.csv", 400, 1);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.add(200, lines.get(199));
    Files.write(file, lines);
    assertThat(fit(file).report().notes()).anyMatch(note -> note.contains("1 rows repeat"));
  }

  @Test
  void filesWithOneChannelInTwoUnitsAreRefused() throws Exception {
    Path first = Recordings.normal(folder, "a.csv", 400, 1);
    Path second = Recordings.normal(folder, "b.csv", 400, 2);
    Files.writeString(
        first, Files.readString(first).replaceFirst("temperature", "temperature [°C]"));
    Files.writeString(
        second, Files.readString(second).replaceFirst("temperature", "temperature [°F]"));

    assertThatThrownBy(() ->
            new ModelFitter(said::add).fit(FitOptions.of("mixed", List.of(first, second), null)))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("temperature in '°F'")
        .hasMessageContaining("had it in '°C'");
  }

  @Test
  void windowsOverABlockOfMissingValuesAreLeftOutAndNoted() throws Exception {
    Path file = Recordings.normal(folder, "a.csv", 1_000, 1);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    for (int i = 400; i < 500; i++) {
      lines.set(i, lines.get(i).split(";", 2)[0] + ";;;;");
    }
    Files.write(file, lines);
    assertThat(fit(file).report().notes()).anyMatch(note -> note.contains("values are missing"));
  }

  private static float[][] correlated(Random random, int rows, int features) {
    float[][] out = new float[rows][features];
    for (float[] row : out) {
      double common = random.nextGaussian();
      double second = random.nextGaussian();
      for (int f = 0; f < features; f++) {
        row[f] =
            (float) (common + (f % 2 == 0 ? 0.5 : -0.5) * second + 0.3 * random.nextGaussian());
      }
    }
    return out;
  }
}
