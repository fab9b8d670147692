package io.linewatch.bench.visual;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.bench.visual.SpeckedParts.Speck;
import io.linewatch.model.fit.FitProgress;
import io.linewatch.model.fit.visual.Separation;
import io.linewatch.model.fit.visual.VisualFitter;
import io.linewatch.model.fit.visual.VisualOptions;
import io.linewatch.model.fit.visual.VisualOptions.Align;
import io.linewatch.model.onnx.Backbone;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.PictureScorer;
import io.linewatch.model.onnx.VisualTrunk;
import io.linewatch.model.onnx.VisualTrunk.Whitening;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PictureRegion;
import io.linewatch.model.visual.VisualContents;
import io.linewatch.model.visual.VisualSpec;
import io.linewatch.standalone.part.StampedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code specks}: small defects, seen the usual way and in tiles. */
@Command(
    name = "specks",
    mixinStandardHelpOptions = true,
    description = {
      "What --smallest-defect is worth and costs: rendered parts of 1280 x 960 with a speck of 12",
      "pixels, by the usual fit and by one that looks in tiles; then one large scale as a whole and",
      "in tiles, for time and memory."
    })
public final class SpecksCommand implements Callable<Integer> {
  private static final int SPECK = 12;
  private static final double FALSE_REJECTS = 0.05;
  private static final long FIRST_LEARNED = 1_000_000;
  private static final int LARGE = 2_048;
  private static final int TILE = 512;

  @Option(names = "--seed", description = "first number of the parts judged", defaultValue = "1")
  private long seed;

  @Option(names = "--learned", description = "good parts learned from", defaultValue = "20")
  private int learned;

  @Option(
      names = "--judged",
      description = "good parts judged, and of each speck",
      defaultValue = "20")
  private int judged;

  @Option(
      names = "--contrast",
      description = "how much darker or brighter a speck is, of 255",
      defaultValue = "20")
  private int contrast;

  private final SpeckedParts parts = new SpeckedParts(new StampedPart(1280, 960), SPECK);

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("specks", seed);
    Path folder = Files.createTempDirectory("linewatch-specks");
    try {
      parts.goodOnes(folder, learned, FIRST_LEARNED);
      double usual = judge("usual", folder, null, report);
      double tiled = judge("in tiles", folder, SPECK, report);
      report.target(Target.atLeast("AUROC of pits in tiles, above the usual by", 0, tiled - usual));
    } finally {
      delete(folder);
    }
    GraphCost whole = cost("one scale as a whole", null, report);
    GraphCost tiles = cost("one scale in tiles", TILE, report);
    report.target(
        Target.atMost(
            "memory in tiles, share of that as a whole",
            0.5,
            tiles.peakMebibytes() / whole.peakMebibytes()));
    report.print(System.out);
    return 0;
  }

  /** Returns the area under the ROC curve of pits. */
  private double judge(String name, Path good, @Nullable Integer smallest, BenchReport report)
      throws Exception {
    FitProgress said = sentence -> System.out.println(name + ": " + sentence);
    long from = System.nanoTime();
    VisualContents contents = new VisualFitter(said).fit(good, options(smallest)).contents();
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("seen", name);
    cells.put(
        "scales",
        contents.spec().scales().stream()
            .map(s -> s.width() + "x" + s.height())
            .toList()
            .toString());
    cells.put("fit s", (System.nanoTime() - from) / 1e9);
    double pits;
    try (PictureScorer scorer = new PictureScorer(contents.onnx(), contents.spec())) {
      double[] sound = scores(scorer, Speck.NONE, seed);
      double[] stained = scores(scorer, Speck.STAIN, seed + judged);
      double[] pitted = scores(scorer, Speck.PIT, seed + 2L * judged);
      pits = Separation.of(sound, pitted);
      cells.put("stains: AUROC", Separation.of(sound, stained));
      cells.put("recall at 5 %", Separation.recallAt(sound, stained, FALSE_REJECTS));
      cells.put("pits: AUROC", pits);
      cells.put("recall of pits", Separation.recallAt(sound, pitted, FALSE_REJECTS));
    }
    cells.put("package MB", contents.onnx().length / 1e6);
    costs(cells, GraphCost.of(contents.onnx(), contents.spec().scales()));
    report.row(cells);
    return pits;
  }

  private double[] scores(PictureScorer scorer, Speck speck, long first) throws Exception {
    PictureDecoder decoder = new PictureDecoder(PictureLimits.STANDARD);
    double[] scores = new double[judged];
    for (int i = 0; i < judged; i++) {
      scores[i] = scorer.score(decoder.decode(parts.jpeg(first + i, speck, contrast))).percent();
    }
    return scores;
  }

  /** Backbone and whitening of one large scale, without a head. */
  private static GraphCost cost(String name, @Nullable Integer tile, BenchReport report)
      throws OnnxFailed, IOException, InterruptedException {
    List<VisualSpec.Scale> scales =
        List.of(
            new VisualSpec.Scale("small", 64, 64),
            new VisualSpec.Scale("large", LARGE, LARGE, tile));
    VisualTrunk trunk = new VisualTrunk(Backbone.standard(), scales, VisualSpec.Aspect.STRETCH);
    List<Whitening> whitenings = new ArrayList<>();
    for (int scale = 0; scale < scales.size(); scale++) {
      int channels = trunk.channels(scale);
      whitenings.add(new Whitening(new float[channels], new float[100][channels]));
    }
    GraphCost cost = GraphCost.of(trunk.whitenedOnnx(whitenings), scales);
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("seen", name);
    cells.put("scales", LARGE + "x" + LARGE);
    costs(cells, cost);
    report.row(cells);
    return cost;
  }

  private static void costs(Map<String, Object> cells, GraphCost cost) {
    cells.put("ms a picture", cost.milliseconds());
    cells.put("peak MiB", cost.peakMebibytes());
  }

  private static VisualOptions options(@Nullable Integer smallest) {
    VisualOptions standard = VisualOptions.of("plate");
    return new VisualOptions(
        standard.name(),
        FALSE_REJECTS,
        standard.sides(),
        PictureRegion.WHOLE,
        null,
        standard.backbone(),
        standard.normalisation(),
        null,
        1,
        "",
        Align.OFF,
        smallest);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
