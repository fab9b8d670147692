package io.linewatch.model.life;

import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.FitReport;
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
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Learns the remaining life of a machine from runs to failure. Deterministic: the same tables and
 * options give the same package.
 */
public final class LifeFitter {
  private static final long SEED = 20_080_906;
  private static final int MOST_ROWS = 6_000;
  private static final int LEAST_WINDOWS = 200;
  private static final int GOLDEN = 16;

  /** Greatest difference between the graph in float32 and the fit, relative. */
  private static final double TOLERANCE = 2e-3;

  private final Consumer<String> progress;

  /**
   * @param progress told what is being done, in plain sentences
   */
  public LifeFitter(Consumer<String> progress) {
    this.progress = progress;
  }

  /** A package's contents with the report in them. */
  public record Fit(PackageContents contents, LifeReport report) {}

  /** What is learned from, and what was done to it. */
  private record Prepared(
      Runs runs, ModelSpec spec, LifeTable table, List<String> dropped, List<String> notes) {}

  /**
   * @throws FitRefused when nothing sound can be learned; says why and what to do
   */
  public Fit fit(LifeOptions options) throws IOException, UnreadableCsv, FitRefused {
    Prepared prepared = prepare(options);
    LifeTable table = prepared.table().thinned(MOST_ROWS);
    progress.accept(
        "Learning from "
            + table.size()
            + " of "
            + prepared.table().size()
            + " windows of "
            + prepared.runs().runs().size()
            + " machines");
    LifeLearner.Learned learned =
        new LifeLearner(table, options.capCycles(), progress)
            .learn(prepared.spec(), options.warnBelowCycles());
    GoldenSamples golden = golden(learned.model(), table);
    byte[] onnx = learned.model().graph().toOnnx();
    verify(onnx, prepared.spec(), golden);
    LifeReport report = report(options, prepared, learned);
    return new Fit(
        new PackageContents(prepared.spec(), onnx, golden, ReportJson.of(report)), report);
  }

  private Prepared prepare(LifeOptions options) throws IOException, UnreadableCsv, FitRefused {
    Runs read =
        RunsReader.read(
            options.files(), options.channels(), options.unitColumn(), options.cycleColumn());
    List<String> dropped = new ArrayList<>();
    List<String> notes = new ArrayList<>(read.notes());
    Runs usable = UsableRuns.of(read, options.windowCycles(), dropped, notes);
    LifeTable all = LifeTable.of(usable.runs(), LifeSpec.of(options, usable));
    requireEnough(all);
    Runs runs =
        options.channels().isEmpty()
            ? UsableRuns.thatFollowTheLife(usable, all, options.capCycles(), dropped)
            : usable;
    dropped.forEach(reason -> progress.accept("Left out " + reason));
    ModelSpec spec = LifeSpec.of(options, runs);
    LifeTable table = LifeTable.of(runs.runs(), spec);
    if (table.missing() > 0) {
      notes.add(table.missing() + " windows left out: values are missing in them");
    }
    if (table.gaps() > 0) {
      notes.add(table.gaps() + " gaps in the cycles: no window reaches over them");
    }
    return new Prepared(runs, spec, table, dropped, notes);
  }

  private static void requireEnough(LifeTable table) throws FitRefused {
    if (table.size() < LEAST_WINDOWS) {
      throw new FitRefused(
          "too little to learn from: "
              + LEAST_WINDOWS
              + " windows without a gap are needed, the tables give "
              + table.size()
              + "; "
              + table.missing()
              + " fell out because values are missing, at "
              + table.gaps()
              + " gaps in the cycles. Record more runs, or take a shorter --window");
    }
  }

  private static GoldenSamples golden(LifeModel model, LifeTable table) {
    Random random = new Random(SEED);
    List<GoldenSamples.Sample> samples = new ArrayList<>();
    for (int i = 0; i < GOLDEN; i++) {
      samples.add(model.score(table.rows()[random.nextInt(table.size())]));
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
                + ". Channels that say nearly the same as another are the usual cause: leave one"
                + " out with --channels");
      }
    } catch (OnnxFailed e) {
      throw new IllegalStateException("the runtime refuses the graph just written", e);
    }
  }

  private static LifeReport report(
      LifeOptions options, Prepared prepared, LifeLearner.Learned learned) throws IOException {
    List<FitReport.Data> data = new ArrayList<>();
    for (Path file : options.files()) {
      data.add(new FitReport.Data(file.getFileName().toString(), Digest.of(file)));
    }
    KernelRidge kernel = learned.model().kernel();
    return new LifeReport(
        options.name(),
        "remaining useful life",
        data,
        prepared.runs().runs().size(),
        prepared.runs().rows(),
        prepared.table().size(),
        options.windowCycles(),
        options.capCycles(),
        options.warnBelowCycles(),
        prepared.spec().inputs().stream().map(ModelSpec.Input::channel).toList(),
        prepared.dropped(),
        prepared.notes(),
        kernel.gamma(),
        learned.ridge(),
        kernel.alpha().length,
        learned.heldOut(),
        learned.model().interval(),
        learned.candidates(),
        robustness(prepared, learned.model()),
        Reference.of(prepared.table().rows()));
  }

  private static List<FitReport.Disturbance> robustness(Prepared prepared, LifeModel model) {
    List<ModelSpec.FeatureColumn> columns = prepared.spec().columns();
    List<RowRobustness.Channel> channels = new ArrayList<>();
    for (int c = 0; c < prepared.spec().inputs().size(); c++) {
      int channel = c;
      channels.add(
          new RowRobustness.Channel(
              of(columns, column -> column.input() == channel && !isChange(column)),
              of(columns, column -> column.input() == channel && isChange(column))));
    }
    return new RowRobustness(prepared.table().rows(), channels, model::percent).disturbances();
  }

  private static boolean isChange(ModelSpec.FeatureColumn column) {
    return column.feature() == ModelSpec.Feature.SLOPE || column.feature() == ModelSpec.Feature.STD;
  }

  private static int[] of(
      List<ModelSpec.FeatureColumn> columns, Predicate<ModelSpec.FeatureColumn> wanted) {
    return IntStream.range(0, columns.size()).filter(f -> wanted.test(columns.get(f))).toArray();
  }
}
