package io.linewatch.bench.inference;

import io.linewatch.bench.measure.Machine;
import io.linewatch.bench.measure.Median;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.bench.system.WindowModel;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.model.format.ModelPackage;
import io.linewatch.model.format.OciLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code inference}: scoring as the agent does it, beside ONNX Runtime as such. */
@Command(
    name = "inference",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scoring through the agent's inference beside raw ONNX Runtime, on the same rows, in one"
          + " process, in turn. Raw is one session with one thread and one direct input buffer that"
          + " is kept; both take rows as arrays and give all outputs as arrays.",
      "Figures are medians over rounds of the mean time of a call."
    })
public final class InferenceBench implements Callable<Integer> {
  private static final int CHANNELS = 10;
  private static final long STEP_MICROS = 100_000;
  private static final double MOST = 1.5;

  @Option(
      names = "--batches",
      split = ",",
      description = "Rows a call (default: ${DEFAULT-VALUE}).",
      defaultValue = "1,16,64,512")
  private List<Integer> batches;

  @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "15")
  private int rounds;

  @Option(
      names = "--round-millis",
      description = "How long each side runs in a round (default: ${DEFAULT-VALUE}).",
      defaultValue = "100")
  private int roundMillis;

  @Option(names = "--seed", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
  private long seed;

  /** One call on a batch. */
  private interface Scoring {
    float score(List<float[]> rows) throws Exception;
  }

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("inference", seed);
    System.out.println(Machine.here().line());
    try (BenchSystem bench = BenchSystem.open("inference")) {
      // DJL makes the environment that both sides share; it refuses one made before it.
      LoadedModel.prepareRuntime(bench.folder());
      for (String features : List.of("MEAN", "MEAN,STD,MIN,MAX,LAST,SLOPE")) {
        measure(bench, features, report);
      }
    }
    report.print(System.out);
    return 0;
  }

  private void measure(BenchSystem bench, String features, BenchReport report) throws Exception {
    String name = "inference-" + features.split(",", -1).length;
    WindowModel fitted =
        bench
            .steps()
            .run(
                "Model with " + features,
                () -> WindowModel.fit(bench, name, CHANNELS, STEP_MICROS, seed, features));
    ModelPackage source = OciLayout.open(fitted.store()).load(fitted.made().digest());
    LoadedModel model = LoadedModel.open(source, bench.folder());
    try (RawScorer raw = new RawScorer(source)) {
      for (int batch : batches) {
        compare(model, raw, batch, report);
      }
    } finally {
      model.release();
    }
  }

  private void compare(LoadedModel model, RawScorer raw, int batch, BenchReport report)
      throws Exception {
    int features = model.spec().featureCount();
    List<float[]> rows = rows(batch, features);
    Scoring ours = given -> model.score(given).score()[0];
    var _ = micros(ours, rows);
    var _ = micros(raw::score, rows);
    List<Double> oursMicros = new ArrayList<>();
    List<Double> rawMicros = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      oursMicros.add(micros(ours, rows));
      rawMicros.add(micros(raw::score, rows));
    }
    double ratio = Median.ofRatios(oursMicros, rawMicros);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("features", features);
    line.put("rows", batch);
    line.put("agent µs/call", Median.of(oursMicros));
    line.put("raw µs/call", Median.of(rawMicros));
    line.put("agent µs/row", Median.of(oursMicros) / batch);
    line.put("agent / raw", ratio);
    report.row(line);
    report.target(
        Target.atMost("agent / raw, " + batch + " rows of " + features + " features", MOST, ratio));
  }

  /** Mean time of a call, run for the round's time. */
  private double micros(Scoring scoring, List<float[]> rows) throws Exception {
    long began = System.nanoTime();
    long end = began + roundMillis * 1_000_000L;
    long calls = 0;
    float kept = 0;
    long now = began;
    while (now < end) {
      kept += scoring.score(rows);
      calls++;
      now = System.nanoTime();
    }
    if (Float.isNaN(kept)) {
      throw new IllegalStateException("a score is no number");
    }
    return (now - began) / 1000.0 / calls;
  }

  private List<float[]> rows(int batch, int features) {
    Random random = new Random(seed);
    List<float[]> rows = new ArrayList<>(batch);
    for (int r = 0; r < batch; r++) {
      float[] row = new float[features];
      for (int f = 0; f < features; f++) {
        row[f] = (float) random.nextGaussian();
      }
      rows.add(row);
    }
    return rows;
  }
}
