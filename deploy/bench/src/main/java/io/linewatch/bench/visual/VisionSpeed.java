package io.linewatch.bench.visual;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.model.fit.visual.GoodPictures;
import io.linewatch.model.fit.visual.HeadKind;
import io.linewatch.model.fit.visual.VisualFitter;
import io.linewatch.model.fit.visual.VisualOptions;
import io.linewatch.model.onnx.PictureRunner;
import io.linewatch.model.onnx.PictureScorer;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.VisualContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vision-speed}: pictures a second on one core, from bytes to score. */
@Command(
    name = "vision-speed",
    mixinStandardHelpOptions = true,
    description = {
      "Pictures a second on one core: decoding, preparing and scoring, beside a loop that only",
      "decodes and runs the graph on inputs that are ready. What MQTT and the outbox cost is not in",
      "it."
    })
public final class VisionSpeed implements Callable<Integer> {
  private static final double GOAL = 0.85;
  private static final int ROUNDS = 5;

  @Option(names = "--good", required = true, description = "folder of pictures of good parts")
  private Path good;

  @Option(names = "--pictures", defaultValue = "100", description = "scored in each round")
  private int pictures;

  @Override
  public Integer call() throws Exception {
    VisualOptions standard = VisualOptions.of("speed");
    VisualContents model =
        new VisualFitter(System.out::println)
            .fit(
                good,
                new VisualOptions(
                    standard.name(),
                    0.05,
                    standard.sides(),
                    standard.region(),
                    null,
                    standard.backbone(),
                    standard.normalisation(),
                    HeadKind.POSITION,
                    1,
                    ""))
            .contents();
    List<byte[]> files = new ArrayList<>();
    for (Path file : GoodPictures.files(good).stream().limit(50).toList()) {
      files.add(Files.readAllBytes(file));
    }
    BenchReport report = new BenchReport("vision-speed", 1);
    List<Double> ratios = new ArrayList<>();
    try (PictureScorer scorer = new PictureScorer(model.onnx(), model.spec());
        PictureRunner raw = new PictureRunner(model.onnx(), model.spec().scales())) {
      PictureDecoder decoder = new PictureDecoder(PictureLimits.STANDARD);
      List<PicturePreparation.Input> ready =
          new PicturePreparation(model.spec()).prepare(decoder.decode(files.getFirst()));
      for (int round = 0; round <= ROUNDS; round++) {
        double whole = seconds(i -> scorer.score(decoder.decode(files.get(i % files.size()))));
        double ideal =
            seconds(i -> {
              decoder.decode(files.get(i % files.size()));
              raw.run(ready);
            });
        // The first round warms up.
        if (round > 0) {
          ratios.add(ideal / whole);
          report.row(row(round, whole, ideal));
        }
      }
    }
    ratios.sort(null);
    report.target(
        Target.atLeast(
            "share of the ideal loop's pictures a second", GOAL, ratios.get(ratios.size() / 2)));
    report.print(System.out);
    return 0;
  }

  private Map<String, Object> row(int round, double whole, double ideal) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("round", Integer.toString(round));
    row.put("pictures/s", pictures / whole);
    row.put("ideal pictures/s", pictures / ideal);
    row.put("share", ideal / whole);
    return row;
  }

  /** Something that is done with the i-th picture. */
  @FunctionalInterface
  private interface Work {
    void with(int picture) throws Exception;
  }

  private double seconds(Work work) throws Exception {
    long begun = System.nanoTime();
    for (int i = 0; i < pictures; i++) {
      work.with(i);
    }
    return (System.nanoTime() - begun) / 1e9;
  }
}
