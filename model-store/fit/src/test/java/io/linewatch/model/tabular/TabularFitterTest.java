package io.linewatch.model.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.FitReport;
import io.linewatch.model.fit.InputDomain;
import io.linewatch.model.format.GoldenSamples;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.onnx.FailureGraph;
import io.linewatch.model.onnx.GraphRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TabularFitterTest {
  private static final long SEED = 21;

  @TempDir private static Path folder;
  private static TabularFitter.@Nullable Fit fitted;

  @BeforeAll
  static void learn() throws Exception {
    Path file = MilledParts.write(folder.resolve("parts.csv"), 2_000, SEED);
    fitted = new TabularFitter(_ -> {}).fit(options(file));
  }

  private static TabularFitter.Fit fit() {
    return Objects.requireNonNull(fitted);
  }

  private static TabularOptions options(Path file) {
    return new TabularOptions(
        "mill", List.of(file), null, List.of(), null, TabularOptions.DEFAULT_EVERY, 60, "");
  }

  private static Records unseen() throws Exception {
    Path file = MilledParts.write(folder.resolve("unseen.csv"), 1_000, SEED + 1);
    return RecordsReader.readLike(file, fit().records(), null, _ -> true);
  }

  @Test
  void failuresOfRecordsNotSeenAreRankedFarAboveTheRest() throws Exception {
    Records unseen = unseen();
    float[] probability = run(unseen.rows(), FailureGraph.PROBABILITY);
    double[] scores = new double[probability.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = probability[i];
    }
    double chance = (double) unseen.failures() / unseen.size();
    assertThat(chance).as("seed %d", SEED).isBetween(0.02, 0.12);
    assertThat(Ranking.averagePrecision(scores, unseen.failed()))
        .as("seed %d", SEED)
        .isGreaterThan(0.85);
    // What the trees said of records they were not grown from foretold that.
    assertThat(fit().report().outOfBag().averagePrecision()).isGreaterThan(0.85);
  }

  @Test
  void theGraphAnswersAsTheForestComputesOverRecordsNotSeen() throws Exception {
    Records unseen = unseen();
    ColumnPairs pairs = ColumnPairs.of(fit().records());
    Forest forest = Forest.grow(fit().records(), pairs.first(), pairs.second(), 20, 3, _ -> {});
    TabularModel model =
        new TabularModel(
            forest.trees(),
            InputDomain.of(fit().records().rows()),
            0.4,
            new double[] {0, 40, 1500, 120});
    try (GraphRunner graph = new GraphRunner(model.graph().toOnnx())) {
      Map<String, float[]> outputs = graph.run(unseen.rows());
      float[] shares = Objects.requireNonNull(outputs.get("contributions"));
      for (int i = 0; i < unseen.size(); i++) {
        GoldenSamples.Sample expected = model.score(unseen.rows()[i]);
        assertThat((double) Objects.requireNonNull(outputs.get("score"))[i])
            .isCloseTo(expected.score(), within(1e-3));
        for (int c = 0; c < 4; c++) {
          assertThat((double) shares[4 * i + c])
              .isCloseTo(expected.contributions()[c], within(1e-3));
        }
      }
    }
  }

  @Test
  void theReportSaysHowFarScoresMoveWhenColumnsOfNumbersAreDisturbed() {
    var robustness = fit().report().robustness();
    assertThat(robustness)
        .extracting(FitReport.Disturbance::name)
        .containsExactly("none", "noise", "drift", "missing", "frozen", "adversarial");
    // Torque two spreads too high is what makes parts fail; a hundredth of its span hardly does.
    double none = robustness.get(0).aboveLimitShare();
    assertThat(robustness.get(2).aboveLimitShare()).isGreaterThan(none + 0.02);
    assertThat(robustness.get(5).aboveLimitShare()).isBetween(none, none + 0.1);
    // Three columns of numbers; the grade is a word.
    assertThat(robustness.get(2).rows()).isEqualTo(3 * robustness.get(0).rows());
  }

  @Test
  void whatMadeTheFailureIsNamedFirst() throws Exception {
    // Torque far too high, all else usual.
    float[] shares = run(new float[][] {{0, 85, 1500, 20}}, "contributions");
    assertThat(shares[1])
        .isGreaterThan(shares[0])
        .isGreaterThan(shares[2])
        .isGreaterThan(shares[3]);
  }

  private static float[] run(float[][] rows, String output) throws Exception {
    try (GraphRunner graph = new GraphRunner(fit().contents().onnx())) {
      return Objects.requireNonNull(graph.run(rows).get(output));
    }
  }

  @Test
  void wordsBecomeNumbersThatThePackageSays() {
    assertThat(fit().report().codes()).containsOnlyKeys("grade");
    assertThat(fit().report().codes().get("grade")).containsEntry("L", 0).containsEntry("M", 1);
    assertThat(fit().contents().spec().description()).contains("grade {L=0, M=1}");
    assertThat(fit().report().dropped()).containsExactly("part: it counts the rows");
  }

  @Test
  void theSameTableGivesTheSamePackageAndAStoreTakesIt() throws Exception {
    OciLayout store = OciLayout.open(folder.resolve("store"));
    String first = store.pack(fit().contents());
    assertThat(
            store.pack(
                new TabularFitter(_ -> {}).fit(options(folder.resolve("parts.csv"))).contents()))
        .isEqualTo(first);
  }

  @Test
  void aFlagThatIsSetWhereTheMachineFailedIsRefusedWithTheWayToLeaveItOut() throws Exception {
    Path file =
        MilledParts.write(
            folder.resolve("flag.csv"),
            MilledParts.HEADER + ",tool broken",
            1_000,
            SEED,
            (row, failed, line) -> line + (failed && row % 2 == 0 ? ",1" : ",0"));
    assertThatThrownBy(() -> new TabularFitter(_ -> {}).fit(options(file)))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("tool_broken is a flag that is set where the machine failed")
        .hasMessageContaining("--leave-out \"tool broken\"");
  }

  @Test
  void aMeasureThatAloneTellsEveryFailureIsRefused() throws Exception {
    Path file =
        MilledParts.write(
            folder.resolve("leak.csv"),
            MilledParts.HEADER + ",downtime",
            1_000,
            SEED,
            (row, failed, line) -> line + (failed ? "," + (40 + row % 7) : "," + row % 5));
    assertThatThrownBy(() -> new TabularFitter(_ -> {}).fit(options(file)))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("downtime alone tells every failure");
  }

  @Test
  void twoUnitsInOneColumnAreRefused() throws Exception {
    Path file =
        MilledParts.write(
            folder.resolve("units.csv"),
            MilledParts.HEADER + ",air",
            1_000,
            SEED,
            (row, _, line) ->
                line + "," + (row % 3 == 0 ? 20 + row % 25 / 10.0 : 293 + row % 25 / 10.0));
    assertThatThrownBy(() -> new TabularFitter(_ -> {}).fit(options(file)))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("column air has two groups of values")
        .hasMessageContaining("two units?");
  }

  @Test
  void tooFewFailuresAreRefusedWithTheNumberNeeded() throws Exception {
    Path file = MilledParts.write(folder.resolve("few.csv"), 150, SEED);
    assertThatThrownBy(() -> new TabularFitter(_ -> {}).fit(options(file)))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("at least 200 are needed, 20 of them failures");
  }

  @Test
  void missingValuesConstantColumnsAndRepeatedRowsAreRepairedAndSaid() throws Exception {
    Path file =
        MilledParts.write(
            folder.resolve("holes.csv"),
            MilledParts.HEADER + ",site,probe",
            1_000,
            SEED,
            (row, _, line) ->
                (row == 5 ? line.replaceFirst("^5,([^,]*),[^,]*", "5,$1,") : line)
                    + ",north,"
                    + (row % 3 == 0 ? "" : row)
                    + (row == 9 ? "\n" + line + ",north," : ""));
    TabularReport report = new TabularFitter(_ -> {}).fit(options(file)).report();
    assertThat(report.dropped())
        .anyMatch(reason -> reason.startsWith("site: it is constant at north"))
        .anyMatch(reason -> reason.startsWith("probe: 33 % of its values are missing"));
    assertThat(report.notes())
        .anyMatch(note -> note.startsWith("1 rows left out: a value is missing"))
        .anyMatch(note -> note.startsWith("1 rows repeat another one"));
  }

  @Test
  void aLabelThatIsNeitherYesNorNoIsRefusedWithItsRow() throws Exception {
    Path file = Files.writeString(folder.resolve("label.csv"), "x,failure\n5,0\n1,maybe\n7,1\n");
    assertThatThrownBy(() -> new TabularFitter(_ -> {}).fit(options(file)))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("row 2: the label 'maybe'");
  }
}
