package io.linewatch.model.tabular;

import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.FitReport;
import io.linewatch.model.fit.InputDomain;
import io.linewatch.model.fit.Reference;
import io.linewatch.model.fit.ReportJson;
import io.linewatch.model.fit.RowRobustness;
import io.linewatch.model.format.Digest;
import io.linewatch.model.format.GoldenSamples;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.PackageContents;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.OnnxScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Learns from records which conditions machines fail under. Deterministic: the same tables and
 * options give the same package.
 */
public final class TabularFitter {
  private static final long SEED = 20_011_001;
  private static final int GOLDEN = 16;

  /** Greatest difference between the graph in float32 and the fit, relative. */
  private static final double TOLERANCE = 1e-3;

  private static final int TOLD_EVERY = 50;

  private final Consumer<String> progress;

  /**
   * @param progress told what is being done, in plain sentences
   */
  public TabularFitter(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * A package's contents with the report in them.
   *
   * @param records what was learned from
   */
  public record Fit(PackageContents contents, TabularReport report, Records records) {}

  /**
   * @throws FitRefused when nothing sound can be learned; says why and what to do
   */
  public Fit fit(TabularOptions options) throws IOException, UnreadableCsv, FitRefused {
    List<String> dropped = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    if (options.files().size() != 1) {
      throw new FitRefused("name one table; put several below each other in one file");
    }
    Records records = RecordsReader.read(options.files().getFirst(), options, dropped, notes);
    dropped.forEach(reason -> progress.accept("Left out " + reason));
    RecordChecks.require(records);
    progress.accept(
        "Learning from "
            + records.size()
            + " records with "
            + records.failures()
            + " failures, "
            + records.channels().size()
            + " columns");
    ColumnPairs pairs = ColumnPairs.of(records);
    Forest forest =
        Forest.grow(records, pairs.first(), pairs.second(), options.trees(), SEED, this::tellTrees);
    double limit = Ranking.bestLimit(forest.outOfBag(), records.failed());
    TabularModel model =
        new TabularModel(forest.trees(), InputDomain.of(records.rows()), limit, reference(records));
    ModelSpec spec = TabularSpec.of(options, records, limit);
    GoldenSamples golden = golden(model, records);
    byte[] onnx = model.graph().toOnnx();
    verify(onnx, spec, golden);
    TabularReport report = report(options, records, forest, model, pairs, dropped, notes);
    return new Fit(new PackageContents(spec, onnx, golden, ReportJson.of(report)), report, records);
  }

  private void tellTrees(int grown) {
    if (grown % TOLD_EVERY == 0) {
      progress.accept(grown + " trees grown");
    }
  }

  private static double[] reference(Records records) {
    double[] reference = new double[records.channels().size()];
    for (int c = 0; c < reference.length; c++) {
      float[] column = records.column(c);
      float[] good = new float[column.length - records.failures()];
      int next = 0;
      for (int i = 0; i < column.length; i++) {
        if (!records.failed()[i]) {
          good[next++] = column[i];
        }
      }
      Arrays.sort(good);
      reference[c] = good[good.length / 2];
    }
    return reference;
  }

  /** Half of them failures, so that what a gateway checks is what it is there for. */
  private static GoldenSamples golden(TabularModel model, Records records) {
    Random random = new Random(SEED);
    List<GoldenSamples.Sample> samples = new ArrayList<>();
    while (samples.size() < GOLDEN) {
      int row = random.nextInt(records.size());
      if (records.failed()[row] == (samples.size() % 2 == 1)) {
        samples.add(model.score(records.rows()[row]));
      }
    }
    return new GoldenSamples(GoldenSamples.VERSION, TOLERANCE, samples);
  }

  private static void verify(byte[] onnx, ModelSpec spec, GoldenSamples golden) throws FitRefused {
    try (OnnxScorer scorer = new OnnxScorer(onnx, spec.outputs())) {
      String difference = scorer.difference(golden);
      if (difference != null) {
        throw new FitRefused(
            "float32 cannot carry this model: "
                + difference
                + ". Leave out columns that say nearly the same as another");
      }
    } catch (OnnxFailed e) {
      throw new IllegalStateException("the runtime refuses the graph just written", e);
    }
  }

  private static TabularReport report(
      TabularOptions options,
      Records records,
      Forest forest,
      TabularModel model,
      ColumnPairs pairs,
      List<String> dropped,
      List<String> notes)
      throws IOException {
    Path file = options.files().getFirst();
    return new TabularReport(
        options.name(),
        "probability of failure",
        List.of(new FitReport.Data(file.getFileName().toString(), Digest.of(file))),
        records.size(),
        records.failures(),
        records.channels().stream().map(c -> c.channel()).toList(),
        records.codes(),
        dropped,
        notes,
        pairs.first().length,
        options.trees(),
        forest.trees().trees().stream().mapToInt(tree -> tree.feature().length).sum(),
        model.limit(),
        outOfBag(records, forest.outOfBag(), model.limit()),
        robustness(records, model),
        Reference.of(records.rows()),
        SEED);
  }

  /** Of columns that hold numbers: a word does not drift. */
  private static List<FitReport.Disturbance> robustness(Records records, TabularModel model) {
    List<RowRobustness.Channel> numbers = new ArrayList<>();
    for (int c = 0; c < records.channels().size(); c++) {
      if (!records.codes().containsKey(records.channels().get(c).channel())) {
        numbers.add(new RowRobustness.Channel(new int[] {c}, new int[0]));
      }
    }
    return numbers.isEmpty()
        ? List.of()
        : new RowRobustness(records.rows(), numbers, model::percent).disturbances();
  }

  private static TabularReport.OutOfBag outOfBag(Records records, double[] scores, double limit) {
    int found = 0;
    int alarms = 0;
    for (int i = 0; i < scores.length; i++) {
      alarms += scores[i] > limit ? 1 : 0;
      found += scores[i] > limit && records.failed()[i] ? 1 : 0;
    }
    return new TabularReport.OutOfBag(
        Ranking.averagePrecision(scores, records.failed()),
        alarms == 0 ? 0 : (double) found / alarms,
        (double) found / records.failures());
  }
}
