package io.linewatch.bench.visual;

import io.linewatch.model.fit.FitProgress;
import io.linewatch.model.fit.visual.GoodPictures;
import io.linewatch.model.fit.visual.HeadChoice;
import io.linewatch.model.fit.visual.HeadKind;
import io.linewatch.model.fit.visual.PicturePlaces;
import io.linewatch.model.fit.visual.PlaceChoice;
import io.linewatch.model.fit.visual.PlaceReader;
import io.linewatch.model.fit.visual.PlaceTrial;
import io.linewatch.model.fit.visual.Separation;
import io.linewatch.model.fit.visual.VisualLearner;
import io.linewatch.model.fit.visual.VisualModel;
import io.linewatch.model.fit.visual.VisualOptions;
import io.linewatch.model.onnx.VisualTrunk.Whitening;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One set, judged for several seeds. What a picture's places look like does not depend on the seed
 * and is computed once; folds, memories and limits do.
 */
final class SetEvaluation {
  /** The smaller where the good pictures allow it. */
  private static final List<Double> FALSE_REJECTS = List.of(0.01, 0.05);

  /** Column of the area under the ROC curve, a picture a case. */
  static final String IMAGE = "image AUROC";

  private final PictureSet set;
  private final List<VisualModel.Grid> grids;
  private final HeadKind head;
  private final double falseRejects;
  private final List<PicturePlaces> good;
  private final List<PicturePlaces> tests;

  private SetEvaluation(
      PictureSet set,
      List<VisualModel.Grid> grids,
      HeadKind head,
      List<PicturePlaces> good,
      List<PicturePlaces> tests) {
    this.set = set;
    this.grids = grids;
    this.head = head;
    this.good = good;
    this.tests = tests;
    this.falseRejects =
        FALSE_REJECTS.stream()
            .filter(share -> good.size() >= Math.ceil(1 / share - 1e-9) - 1)
            .findFirst()
            .orElse(FALSE_REJECTS.getLast());
  }

  /**
   * @param cached where places of pictures are kept
   */
  static SetEvaluation of(PictureSet set, Path cached) throws Exception {
    GoodPictures pictures = GoodPictures.in(set.good());
    VisualOptions options = VisualOptions.of(set.name());
    FitProgress silent = _ -> {};
    PlaceChoice place = PlaceTrial.choose(pictures, options);
    System.out.println(set.name() + ": " + place.said());
    try (PlaceReader reader = PlaceReader.learn(pictures, options, place.alignment(), silent)) {
      PlaceCache cache = PlaceCache.of(cached, set, options, reader);
      List<PicturePlaces> good = new ArrayList<>();
      for (Path file : pictures.files()) {
        good.add(cache.places(file, reader));
      }
      List<PicturePlaces> tests = new ArrayList<>();
      for (PictureSet.Test test : set.tests()) {
        tests.add(cache.places(test.picture(), reader));
      }
      List<Whitening> contexts = PicturePlaces.contexts(good);
      good.replaceAll(p -> p.shortened(contexts));
      tests.replaceAll(p -> p.shortened(contexts));
      HeadChoice choice = HeadChoice.of(pictures.files(), good, reader, contexts);
      System.out.println(
          set.name()
              + ": "
              + good.size()
              + " good, "
              + tests.size()
              + " tests, aspect "
              + pictures.how()
              + ", head "
              + choice.best()
              + " of "
              + choice.right());
      return new SetEvaluation(set, reader.grids(), choice.best(), good, tests);
    }
  }

  /**
   * @param image area under the ROC curve by score
   * @param pixel by place of the heat-map; NaN without masks
   * @param recallAt1 share of defective pictures found where 1 % of the good test pictures are
   *     above, by their scores
   * @param falseRejects allowed
   * @param rejectedGood share of the good test pictures above the limit that train/good gave
   * @param rejectedBad share of the defective ones
   */
  record Row(
      double image,
      double pixel,
      double recallAt1,
      double recallAt5,
      double falseRejects,
      double rejectedGood,
      double rejectedBad,
      HeadKind head) {

    Map<String, Object> cells(String name, long seed) {
      Map<String, Object> cells = new LinkedHashMap<>();
      cells.put("set", name);
      cells.put("who", "Linewatch, seed " + seed);
      cells.put("head", head.name());
      cells.put(IMAGE, String.format(Locale.ROOT, "%.4f", image));
      cells.put(
          "pixel AUROC", Double.isNaN(pixel) ? "" : String.format(Locale.ROOT, "%.4f", pixel));
      cells.put("recall at 1 %", recallAt1);
      cells.put("recall at 5 %", recallAt5);
      cells.put("allowed", falseRejects);
      cells.put("good rejected", rejectedGood);
      cells.put("defects rejected", rejectedBad);
      cells.put("source", "this run");
      return cells;
    }
  }

  Row judge(long seed) throws Exception {
    VisualLearner.Learned learned =
        new VisualLearner(grids, head, falseRejects, seed).learn(good, _ -> {});
    double[] scores = new double[tests.size()];
    PixelRanking pixels = new PixelRanking();
    for (int i = 0; i < scores.length; i++) {
      VisualModel.Answer answer = learned.model().answer(tests.get(i));
      scores[i] = answer.score();
      pixels.add(set.tests().get(i), answer.heat(), learned.model().rows());
    }
    double[] sound = picked(scores, true);
    double[] bad = picked(scores, false);
    return new Row(
        Separation.of(sound, bad),
        pixels.area(),
        Separation.recallAt(sound, bad, 0.01),
        Separation.recallAt(sound, bad, 0.05),
        falseRejects,
        above(sound),
        above(bad),
        head);
  }

  private double[] picked(double[] scores, boolean sound) {
    double[] picked = new double[scores.length];
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      if (set.tests().get(i).good() == sound) {
        picked[count++] = scores[i];
      }
    }
    return Arrays.copyOf(picked, count);
  }

  private static double above(double[] scores) {
    return Arrays.stream(scores).filter(score -> score >= 100).count() / (double) scores.length;
  }
}
