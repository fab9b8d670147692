package io.linewatch.bench.visual;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.model.fit.visual.HeadKind;
import io.linewatch.model.fit.visual.Separation;
import io.linewatch.model.fit.visual.VisualFitter;
import io.linewatch.model.fit.visual.VisualOptions;
import io.linewatch.model.fit.visual.VisualOptions.Align;
import io.linewatch.model.onnx.Backbone;
import io.linewatch.model.onnx.PictureScorer;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.PictureRefused;
import io.linewatch.model.visual.PictureRegion;
import io.linewatch.model.visual.PictureRegistration;
import io.linewatch.model.visual.VisualSpec;
import io.linewatch.standalone.part.PartDefect;
import io.linewatch.standalone.part.PartPictures;
import io.linewatch.standalone.part.StampedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code placement}: rendered parts that lie a little off, inspected as they lie and moved. */
@Command(
    name = "placement",
    mixinStandardHelpOptions = true,
    description = {
      "What it is worth to bring parts to one place before they are inspected: rendered parts as",
      "the demo's camera shows them, good ones rejected and defective ones found at the limit that",
      "60 other good parts gave, without and with alignment, and with parts that lie looser."
    })
public final class PlacementCommand implements Callable<Integer> {
  private static final int LEARNED = 60;
  private static final int GOOD = 500;
  private static final int OF_EACH_DEFECT = 25;
  private static final double FALSE_REJECTS = 0.05;
  private static final long FIRST_LEARNED = 1_000_000;

  /** How loosely parts lie; 1 is the demo. */
  private static final List<Double> LOOSE = List.of(1.0, 6.0);

  private static final int TIMED = 40;

  @Option(names = "--seed", description = "first number of the parts judged", defaultValue = "1")
  private long seed;

  @Option(names = "--good", description = "good parts judged", defaultValue = "" + GOOD)
  private int good;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("placement", seed);
    for (double loose : LOOSE) {
      for (Align align : List.of(Align.OFF, Align.ON)) {
        judge(new StampedPart(320, 240, loose), align, report);
      }
    }
    time(report);
    report.print(System.out);
    return 0;
  }

  private void judge(StampedPart part, Align align, BenchReport report) throws Exception {
    Path folder = Files.createTempDirectory("linewatch-placement");
    VisualFitter.Fit fit;
    try {
      fit =
          new VisualFitter(_ -> {})
              .fit(PartPictures.goodOnes(folder, part, LEARNED, FIRST_LEARNED), options(align));
    } finally {
      delete(folder);
    }
    double[] sound = new double[good];
    double[] bad = new double[(PartDefect.values().length - 1) * OF_EACH_DEFECT];
    try (PictureScorer scorer = new PictureScorer(fit.contents().onnx(), fit.contents().spec())) {
      for (int i = 0; i < good; i++) {
        sound[i] = scorer.score(picture(part, seed + i, PartDefect.NONE)).percent();
      }
      int at = 0;
      for (PartDefect defect : PartDefect.values()) {
        for (int i = 0; defect != PartDefect.NONE && i < OF_EACH_DEFECT; i++) {
          bad[at++] = scorer.score(picture(part, seed + good + at, defect)).percent();
        }
      }
    }
    boolean aligned = fit.contents().spec().alignment() != null;
    double review = fit.contents().spec().limits().review();
    String name =
        String.format(
            Locale.ROOT, "loose %.0f, %s", part.loose(), aligned ? "aligned" : "as it lies");
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("parts", name);
    cells.put("asked", align.name());
    cells.put("good rejected", above(sound, 100));
    cells.put("good to review", above(sound, review) - above(sound, 100));
    cells.put("defective rejected", above(bad, 100));
    cells.put("of good", sound.length);
    cells.put("of defective", bad.length);
    cells.put("highest good %", Math.rint(Arrays.stream(sound).max().orElseThrow()));
    cells.put("lowest defective %", Math.rint(Arrays.stream(bad).min().orElseThrow()));
    cells.put("AUROC", String.format(Locale.ROOT, "%.4f", Separation.of(sound, bad)));
    report.row(cells);
    if (aligned) {
      report.target(
          Target.atMost(
              "share of good parts rejected, " + name,
              FALSE_REJECTS,
              (double) above(sound, 100) / sound.length));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** What finding the place and moving cost at a usual camera's size. */
  private void time(BenchReport report) throws Exception {
    StampedPart part = new StampedPart(1280, 960);
    Picture golden = picture(part, 1, PartDefect.NONE);
    List<Picture> pictures =
        IntStream.range(0, 8).mapToObj(i -> picture(part, 2 + i, PartDefect.NONE)).toList();
    for (boolean aligned : new boolean[] {false, true}) {
      PicturePreparation preparation =
          new PicturePreparation(
              PictureRegion.WHOLE,
              List.of(new VisualSpec.Scale("a", 256, 192), new VisualSpec.Scale("b", 384, 288)),
              VisualSpec.Aspect.STRETCH,
              VisualOptions.DEFAULT_NORMALISATION,
              aligned ? PictureRegistration.to(golden, 0.1, 10) : null);
      double[] milliseconds = new double[TIMED];
      for (int i = -TIMED; i < TIMED; i++) {
        long from = System.nanoTime();
        preparation.prepare(pictures.get(Math.floorMod(i, pictures.size())));
        milliseconds[Math.max(0, i)] = (System.nanoTime() - from) / 1e6;
      }
      Arrays.sort(milliseconds);
      Map<String, Object> cells = new LinkedHashMap<>();
      cells.put("parts", "1280 × 960, " + (aligned ? "aligned" : "as it lies"));
      cells.put("sizing, median ms", String.format(Locale.ROOT, "%.1f", milliseconds[TIMED / 2]));
      report.row(cells);
    }
  }

  private static VisualOptions options(Align align) {
    return new VisualOptions(
        "plate",
        FALSE_REJECTS,
        List.of(160),
        PictureRegion.WHOLE,
        null,
        Backbone.standard(),
        VisualOptions.DEFAULT_NORMALISATION,
        HeadKind.POSITION,
        1,
        "",
        align,
        null);
  }

  private static Picture picture(StampedPart part, long number, PartDefect defect) {
    try {
      return new PictureDecoder(PictureLimits.STANDARD)
          .decode(PartPictures.jpeg(part.picture(number, defect)));
    } catch (PictureRefused refused) {
      throw new IllegalStateException("a rendered part was refused", refused);
    }
  }

  private static int above(double[] scores, double limit) {
    return (int) Arrays.stream(scores).filter(score -> score >= limit).count();
  }
}
