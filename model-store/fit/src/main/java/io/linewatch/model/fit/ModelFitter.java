package io.linewatch.model.fit;

import io.linewatch.model.csv.CsvGuess;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.format.GoldenSamples;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.PackageContents;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.OnnxScorer;
import io.linewatch.model.recording.StoredRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Learns a model of normal running from recordings. Deterministic: the same recordings and options
 * give the same package.
 */
public final class ModelFitter {
  private static final long SEED = 20_090_506;
  private static final int GOLDEN_NORMAL = 8;
  private static final int GOLDEN_DISTURBED = 8;

  /** Greatest difference between the graph in float32 and the fit, relative. */
  private static final double TOLERANCE = 1e-4;

  private final FitProgress progress;

  /**
   * @param progress told what is being done, and how much of it is
   */
  public ModelFitter(FitProgress progress) {
    this.progress = progress;
  }

  /** A package's contents with the report in them. */
  public record Fit(PackageContents contents, FitReport report) {}

  /**
   * @throws FitRefused when nothing sound can be learned; says why and what to do
   */
  public Fit fit(FitOptions options) throws IOException, UnreadableCsv, FitRefused {
    return fit(options, false);
  }

  /**
   * Learned by the method that finds most seeded faults in held-out normal running; the one in the
   * options has no part.
   *
   * @throws FitRefused when nothing sound can be learned; says why and what to do
   */
  public Fit fitChosen(FitOptions options) throws IOException, UnreadableCsv, FitRefused {
    return fit(options, true);
  }

  private Fit fit(FitOptions given, boolean choose) throws IOException, UnreadableCsv, FitRefused {
    List<String> dropped = new ArrayList<>();
    RecordedRows recording = read(given, dropped);
    progress.done(0.2);
    List<MethodChoice.Judged> judged =
        choose
            ? new MethodChoice(given, recording, progress).judged(MethodChoice.CANDIDATES)
            : List.of();
    FitOptions options = choose ? given.with(judged.getFirst().method()) : given;
    progress.done(0.3);
    Learner.Learned learned = Learner.learn(options, recording, progress);
    ModelSpec spec = learned.spec();
    FittedModel model = learned.model();
    GoldenSamples golden = golden(model, learned.table());
    byte[] onnx = model.onnx();
    verify(onnx, spec, golden);
    progress.done(0.9);
    List<FitReport.Candidate> candidates =
        judged.stream().map(MethodChoice.Judged::candidate).toList();
    FitReport report = ReportMaker.report(options, recording, learned, dropped, candidates, SEED);
    progress.done(1);
    return new Fit(new PackageContents(spec, onnx, golden, ReportJson.bytes(report)), report);
  }

  private RecordedRows read(FitOptions options, List<String> dropped)
      throws IOException, UnreadableCsv, FitRefused {
    for (Path file : options.files()) {
      progress.said(
          file.getFileName()
              + ": "
              + (StoredRecording.isOne(file) ? GatewayRecording.summary(file) : CsvGuess.of(file)));
    }
    RecordedRows read =
        RecordingReader.read(
            options.files(),
            options.channels(),
            new RecordingReader.Range(options.rows(), options.from(), options.to()));
    if (read.size() < 2) {
      throw new FitRefused("the recordings have " + read.size() + " rows in the chosen range");
    }
    RecordedRows recording = UsableChannels.of(read, dropped);
    dropped.forEach(reason -> progress.said("Left out " + reason));
    return recording;
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
        row[columns[i]] += (float) (shift * model.normal().scale(feature));
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
}
