package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.visual.VisualModel.Grid;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.VisualHead;
import io.linewatch.model.onnx.VisualTrunk.Whitening;
import io.linewatch.model.visual.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Which head best tells good pictures it has not seen from the same with a blemish put in: by the
 * share of all pairs of one and the other in which the blemished one scores higher. The mean rise,
 * which a few strange pictures make, decides nothing. No picture of a defect takes part.
 *
 * @param best the head; with few pictures the one that knows no position, as a spread by place
 *     cannot be learned from them, else the one by position; unless another leaves a tenth less of
 *     the pairs wrong
 * @param rise by head, the mean rise in spreads of good pictures' scores
 * @param right by head, the share of pairs in the right order (area under the ROC curve)
 */
public record HeadChoice(HeadKind best, Map<HeadKind, Double> rise, Map<HeadKind, Double> right) {
  private static final int FOLDS = 5;

  /** Good pictures, below which places are not told apart unless that is clearly better. */
  static final int FEW_BY_PLACE = 50;

  /** With more pictures one fold tells enough. */
  private static final int FEW = 100;

  private static final int MOST_HELD_OUT = 60;
  private static final double LESS_WRONG = 0.9;
  private static final long SEED = 20_260_101;

  /** One that was given. */
  static HeadChoice given(HeadKind kind) {
    return new HeadChoice(kind, Map.of(), Map.of());
  }

  /**
   * @param files good pictures
   * @param places of the good pictures, in the same order, their contexts in few numbers
   * @param reader of the scales that heads are tried at; they are the first of the pictures'
   * @param contexts how contexts become few numbers
   */
  public static HeadChoice of(
      List<Path> files, List<PicturePlaces> places, PlaceReader reader, List<Whitening> contexts)
      throws IOException, OnnxFailed, FitRefused {
    Map<HeadKind, Trial> trials = new EnumMap<>(HeadKind.class);
    for (HeadKind kind : HeadKind.values()) {
      trials.put(kind, new Trial(reader.grids().size()));
    }
    SplittableRandom random = new SplittableRandom(SEED);
    boolean few = files.size() < FEW;
    int folds = few ? FOLDS : 1;
    // Heads learn from as many as they will have; how they do on the others, some tell.
    int every = few ? FOLDS : Math.max(FOLDS, files.size() / MOST_HELD_OUT);
    for (int fold = 0; fold < folds; fold++) {
      List<PicturePlaces> learned = new ArrayList<>();
      List<PicturePlaces> sound = new ArrayList<>();
      List<PicturePlaces> blemished = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        if (i % every == fold) {
          Picture picture = PlaceReader.decoded(files.get(i));
          for (SeededBlemishes.Kind kind : SeededBlemishes.Kind.values()) {
            sound.add(places.get(i));
            blemished.add(
                reader.places(SeededBlemishes.put(kind, picture, random)).shortened(contexts));
          }
        } else {
          learned.add(places.get(i));
        }
      }
      for (HeadKind kind : HeadKind.values()) {
        of(trials, kind)
            .add(heads(kind, reader.grids(), learned), reader.grids(), sound, blemished);
      }
    }
    return choice(trials, usual(files.size()));
  }

  /** The head that needs no reason. */
  static HeadKind usual(int pictures) {
    return pictures < FEW_BY_PLACE ? HeadKind.ANYWHERE : HeadKind.POSITION;
  }

  /** Every kind has one. */
  private static <T> T of(Map<HeadKind, T> all, HeadKind kind) {
    return Objects.requireNonNull(all.get(kind));
  }

  private static HeadChoice choice(Map<HeadKind, Trial> trials, HeadKind usual) {
    Map<HeadKind, Double> rise = new EnumMap<>(HeadKind.class);
    Map<HeadKind, Double> right = new EnumMap<>(HeadKind.class);
    trials.forEach((kind, trial) -> {
      rise.put(kind, trial.rise());
      right.put(kind, trial.right());
    });
    return new HeadChoice(best(right, usual), rise, right);
  }

  static HeadKind best(Map<HeadKind, Double> right, HeadKind usual) {
    HeadKind best = usual;
    double most = LESS_WRONG * (1 - of(right, best));
    for (HeadKind kind : HeadKind.values()) {
      double wrong = 1 - of(right, kind);
      if (kind != usual && wrong < most) {
        best = kind;
        most = wrong;
      }
    }
    return best;
  }

  private static List<VisualHead> heads(
      HeadKind kind, List<Grid> grids, List<PicturePlaces> learned) {
    List<VisualHead> heads = new ArrayList<>();
    for (int scale = 0; scale < grids.size(); scale++) {
      heads.add(HeadFit.fit(kind, scale, learned, grids.get(scale).dimensions(), SEED));
    }
    return heads;
  }

  /** Scores of one head's kind, by scale. */
  private static final class Trial {
    private final List<double[]> sound = new ArrayList<>();
    private final List<double[]> blemished = new ArrayList<>();
    private final int scales;

    Trial(int scales) {
      this.scales = scales;
    }

    void add(
        List<VisualHead> heads,
        List<Grid> grids,
        List<PicturePlaces> good,
        List<PicturePlaces> bad) {
      PicturePlaces before = null;
      for (int i = 0; i < good.size(); i++) {
        // The same picture comes once for each blemish.
        sound.add(good.get(i).equals(before) ? sound.getLast() : scores(heads, grids, good.get(i)));
        before = good.get(i);
        blemished.add(scores(heads, grids, bad.get(i)));
      }
    }

    /** Rise of the sum of the scales, each in its spread. */
    double rise() {
      double[] before = sums(sound);
      double[] after = sums(blemished);
      double rise = 0;
      for (int i = 0; i < before.length; i++) {
        rise += (after[i] - before[i]) / before.length;
      }
      return rise / spread(before);
    }

    /** Share of all pairs in which the blemished picture scores higher. */
    double right() {
      return Separation.of(sums(sound), sums(blemished));
    }

    private double[] sums(List<double[]> scores) {
      double[] weights = new double[scales];
      for (int scale = 0; scale < scales; scale++) {
        int at = scale;
        weights[scale] = 1 / spread(sound.stream().mapToDouble(s -> s[at]).toArray());
      }
      return scores.stream().mapToDouble(s -> sum(s, weights)).toArray();
    }

    private static double[] scores(List<VisualHead> heads, List<Grid> grids, PicturePlaces one) {
      return VisualModel.maps(grids, heads, one).stream()
          .mapToDouble(map -> HeadMap.score(map.values()))
          .toArray();
    }

    private static double sum(double[] scores, double[] weights) {
      double sum = 0;
      for (int i = 0; i < scores.length; i++) {
        sum += weights[i] * scores[i];
      }
      return sum;
    }

    private static double spread(double[] values) {
      double mean = Arrays.stream(values).average().orElseThrow();
      double squares =
          Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      return Math.sqrt(squares + 1e-9);
    }
  }
}
