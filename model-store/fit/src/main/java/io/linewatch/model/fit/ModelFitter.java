package io.linewatch.model.fit;

import io.linewatch.model.csv.CsvGuess;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.format.Digest;
import io.linewatch.model.format.GoldenSamples;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.PackageContents;
import io.linewatch.model.limit.TailLimit;
import io.linewatch.model.onnx.Averaging;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.OnnxScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Learns a model of normal running from recordings. Deterministic: the same recordings and options
 * give the same package.
 */
public final class ModelFitter {
  static final int LEAST_FEATURE_ROWS = 100;
  static final int LEAST_ROWS_A_FEATURE = 5;
  private static final long SEED = 20_090_506;
  private static final int GOLDEN_NORMAL = 8;
  private static final int GOLDEN_DISTURBED = 8;

  /** Greatest difference between the graph in float32 and the fit, relative. */
  private static final double TOLERANCE = 1e-4;

  /** No feature is scaled by less than this share of its channel's spread. */
  private static final double LEAST_SCALE_SHARE = 0.05;

  private final Consumer<String> progress;

  /**
   * @param progress told what is being done, in plain sentences
   */
  public ModelFitter(Consumer<String> progress) {
    this.progress = progress;
  }

  /** A package's contents with the report in them. */
  public record Fit(PackageContents contents, FitReport report) {}

  /**
   * @throws FitRefused when nothing sound can be learned; says why and what to do
   */
  public Fit fit(FitOptions options) throws IOException, UnreadableCsv, FitRefused {
    for (Path file : options.files()) {
      progress.accept(file.getFileName() + ": " + CsvGuess.of(file));
    }
    RecordedRows read =
        RecordingReader.read(
            options.files(),
            options.channels(),
            new RecordingReader.Range(options.rows(), options.from(), options.to()));
    if (read.size() < 2) {
      throw new FitRefused("the recordings have " + read.size() + " rows in the chosen range");
    }
    List<String> dropped = new ArrayList<>();
    RecordedRows recording = UsableChannels.of(read, dropped);
    dropped.forEach(reason -> progress.accept("Left out " + reason));
    ModelSpec spec = SpecMaker.spec(options, recording);
    FeatureTable table = FeatureTable.of(recording, spec);
    Averaging averaging = averaging(options.method(), spec);
    requireEnough(table, spec, averaging.features());
    progress.accept(
        "Learning from " + table.size() + " rows of " + averaging.features() + " features");
    Learned learned = learn(options, recording, spec, table, averaging);
    FittedModel model = learned.model();
    GoldenSamples golden = golden(model, table);
    byte[] onnx = model.graph().toOnnx();
    verify(onnx, spec, golden);
    FitReport report = report(options, recording, spec, table, learned, dropped);
    return new Fit(new PackageContents(spec, onnx, golden, ReportJson.bytes(report)), report);
  }

  private static Averaging averaging(FitMethod method, ModelSpec spec) {
    if (method.averagedRows() == 1) {
      return Averaging.none(spec.featureCount());
    }
    int perLag = spec.inputs().size() * spec.features().size();
    int[] lags = method.lags().stream().mapToInt(Integer::intValue).toArray();
    return Averaging.of(perLag, lags, method.averagedRows());
  }

  private static void requireEnough(FeatureTable table, ModelSpec spec, int features)
      throws FitRefused {
    int needed = Math.max(LEAST_FEATURE_ROWS, LEAST_ROWS_A_FEATURE * features);
    if (table.size() < needed) {
      int rows = needed + spec.rowsBeforeFirstScore() - 1;
      throw new FitRefused(
          "too little normal running: "
              + rows
              + " rows without a gap (one every "
              + spec.gridStep()
              + ") are needed for "
              + features
              + " features, the recording gives "
              + table.size()
              + " windows of "
              + needed
              + " needed; "
              + table.windows().badInput()
              + " fell out because values are missing, "
              + table.windows().timeJumps()
              + " gaps in time. Record longer, or choose fewer channels with --channels");
    }
  }

  /** A model, and the tail its limits rest on when a budget was given. */
  private record Learned(FittedModel model, @Nullable TailLimit tail) {}

  private static Learned learn(
      FitOptions options,
      RecordedRows recording,
      ModelSpec spec,
      FeatureTable table,
      Averaging averaging)
      throws FitRefused {
    double share = options.method().varianceShare();
    int[] channels = channelsOf(spec, averaging);
    double[] leastScale = leastScale(recording, channels);
    PcaModel pca = PcaModel.fit(table.blocks(averaging), leastScale, share);
    HeldOut heldOut =
        HeldOut.of(table.rows(), averaging, leastScale, share, spec.rowsBeforeFirstScore());
    BudgetedLimits limits =
        BudgetedLimits.of(
            ControlLimits.of(pca, table.size(), heldOut),
            heldOut,
            options.budget(),
            spec.gridStep().multipliedBy(spec.window().hop()),
            spec.rowsBeforeFirstScore());
    return new Learned(
        new FittedModel(pca, limits.limits(), channels, spec.inputs().size(), averaging),
        limits.tail());
  }

  /** By feature of one judged row, the input channel it is computed from. */
  private static int[] channelsOf(ModelSpec spec, Averaging averaging) {
    List<ModelSpec.FeatureColumn> columns = spec.columns();
    int[] channels = new int[averaging.features()];
    for (int f = 0; f < channels.length; f++) {
      channels[f] = columns.get(averaging.columns()[f]).input();
    }
    return channels;
  }

  private static double[] leastScale(RecordedRows recording, int[] channels) {
    double[] least = new double[channels.length];
    for (int f = 0; f < least.length; f++) {
      double spread = UsableChannels.spread(recording, channels[f]);
      least[f] = LEAST_SCALE_SHARE * spread;
    }
    return least;
  }

  /** Rows of the recording, and the same rows with one channel put wrong. */
  private static GoldenSamples golden(FittedModel model, FeatureTable table) {
    Random random = new Random(SEED);
    List<GoldenSamples.Sample> samples = new ArrayList<>();
    for (int i = 0; i < GOLDEN_NORMAL + GOLDEN_DISTURBED; i++) {
      float[] row = table.rows()[random.nextInt(table.size())].clone();
      if (i >= GOLDEN_NORMAL) {
        int channel = random.nextInt(model.channels());
        double shift = 2 + 8 * random.nextDouble();
        disturb(row, model, channel, shift);
      }
      samples.add(model.score(row));
    }
    return new GoldenSamples(GoldenSamples.VERSION, TOLERANCE, samples);
  }

  /** The channel is off by so many of its features' spreads in every row that is averaged. */
  private static void disturb(float[] row, FittedModel model, int channel, double shift) {
    int[] columns = model.averaging().columns();
    boolean[] done = new boolean[row.length];
    for (int i = 0; i < columns.length; i++) {
      int feature = i % model.averaging().features();
      if (model.channelOfFeature()[feature] == channel && !done[columns[i]]) {
        row[columns[i]] += (float) (shift * model.pca().scale(feature));
        done[columns[i]] = true;
      }
    }
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

  private static FitReport report(
      FitOptions options,
      RecordedRows recording,
      ModelSpec spec,
      FeatureTable table,
      Learned learned,
      List<String> dropped)
      throws IOException {
    List<FitReport.Data> data = new ArrayList<>();
    for (Path file : options.files()) {
      data.add(new FitReport.Data(file.getFileName().toString(), Digest.of(file)));
    }
    FittedModel model = learned.model();
    ControlLimits limits = model.limits();
    return new FitReport(
        spec.name(),
        data,
        recording.size(),
        time(recording.timesMicros()[0]),
        time(recording.timesMicros()[recording.size() - 1]),
        spec.gridStep().toNanos() / 1000,
        table.gridRows(),
        table.size(),
        spec.inputs().stream().map(ModelSpec.Input::channel).toList(),
        dropped,
        notes(recording, table),
        model.pca().components(),
        model.pca().explained(),
        new FitReport.Limits(
            limits.t2(), limits.spe(), limits.classicalT2(), limits.classicalSpe()),
        limits.falseAlarmShare(),
        FitReport.Budget.of(options.budget(), learned.tail()),
        SEED);
  }

  private static List<String> notes(RecordedRows recording, FeatureTable table) {
    List<String> notes = new ArrayList<>(recording.notes());
    int labelled = 0;
    for (boolean label : recording.labelled()) {
      labelled += label ? 1 : 0;
    }
    if (labelled > 0) {
      notes.add(
          labelled
              + " of the rows learned from are labelled as faulty: choose normal running with"
              + " --rows, or --from and --to");
    }
    for (ChannelSteadiness.Channel channel : ChannelSteadiness.of(List.of(recording))) {
      if (!channel.steady()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%s wanders: its mean moved by %.1f times its spread between the halves of the"
                    + " recording; record much longer, or leave it out with --channels",
                channel.name(),
                channel.wander() * Math.sqrt(2)));
      }
    }
    if (table.windows().badInput() > 0) {
      notes.add(table.windows().badInput() + " windows left out: values are missing in them");
    }
    if (table.windows().timeJumps() > 0) {
      notes.add(table.windows().timeJumps() + " gaps in time: no window reaches over them");
    }
    return notes;
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
