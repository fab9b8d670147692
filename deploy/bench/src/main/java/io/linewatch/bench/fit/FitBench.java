package io.linewatch.bench.fit;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.model.fit.FitMethod;
import io.linewatch.model.fit.FitOptions;
import io.linewatch.model.fit.ModelFitter;
import io.linewatch.model.format.ModelSpec.Feature;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fit}: a made recording from CSV to a verified package, in seconds. */
@Command(
    name = "fit",
    mixinStandardHelpOptions = true,
    description = "How long a fit takes, from a CSV to a package that answers its golden samples.")
public final class FitBench implements Callable<Integer> {
  private static final double LOAD_MEMORY = 0.97;

  @Option(names = "--rows", description = "rows (default: ${DEFAULT-VALUE})")
  private int rows = 10_000;

  @Option(names = "--channels", description = "channels (default: ${DEFAULT-VALUE})")
  private int channels = 10;

  @Option(names = "--seed", description = "default: ${DEFAULT-VALUE}")
  private long seed = 1;

  /** Fits one way or another. */
  private interface Fitting {
    ModelFitter.Fit fit(ModelFitter fitter, FitOptions options) throws Exception;
  }

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("fit", seed);
    Path folder = Files.createTempDirectory("linewatch-fit");
    try {
      Path file = recording(folder.resolve("recording.csv"));
      FitOptions standard = FitOptions.of("made", List.of(file), null);
      FitOptions lags =
          standard.with(new FitMethod(1, List.of(Feature.MEAN), List.of(0, 1), 0.99, 9));
      double seconds = row(report, "standard", standard, ModelFitter::fit);
      row(report, "lags, averaged over 9 rows", lags, ModelFitter::fit);
      row(report, "similarity", standard.with(FitMethod.STANDARD.similarity()), ModelFitter::fit);
      row(report, "chosen (--choose)", standard, ModelFitter::fitChosen);
      report.target(
          Target.atMost("fit of " + rows + " rows x " + channels + " channels, s", 10, seconds));
      report.print(System.out);
      Files.delete(file);
    } finally {
      Files.delete(folder);
    }
    return 0;
  }

  private double row(BenchReport report, String what, FitOptions options, Fitting fitting)
      throws Exception {
    long start = System.nanoTime();
    ModelFitter.Fit fit = fitting.fit(new ModelFitter(_ -> {}), options);
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("fit", what);
    cells.put("rows", rows);
    cells.put("channels", channels);
    cells.put("seconds", seconds);
    cells.put("package KiB", fit.contents().onnx().length / 1024.0);
    report.row(cells);
    return seconds;
  }

  /** Channels that follow one load, each with something of its own. */
  private Path recording(Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write("time");
      for (int c = 0; c < channels; c++) {
        out.write(";channel" + c);
      }
      out.write("\n");
      double load = 0;
      for (int i = 0; i < rows; i++) {
        load =
            LOAD_MEMORY * load + Math.sqrt(1 - LOAD_MEMORY * LOAD_MEMORY) * random.nextGaussian();
        out.write(Instant.ofEpochSecond(1_700_000_000L + i).toString());
        for (int c = 0; c < channels; c++) {
          double value = 50 + 10 * load + 5 * random.nextGaussian();
          out.write(String.format(Locale.ROOT, ";%.4f", value));
        }
        out.write("\n");
      }
    }
    return file;
  }
}
