package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitProgress;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.visual.VisualModel.Grid;
import io.linewatch.model.fit.visual.VisualModel.PlaceMap;
import io.linewatch.model.fit.visual.VisualModel.Sums;
import io.linewatch.model.onnx.VisualGraph.Percent;
import io.linewatch.model.onnx.VisualHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * From whitened places of good pictures to a model with its limit. Every picture is scored once by
 * a model that has not seen it (cross-validation); these scores give the weights of the heads and
 * the limit. The model itself has learned from all. Pure; the same seed gives the same model.
 */
public final class VisualLearner {
  private static final int FOLDS = 5;

  /** Score of a usual good part, in percent of the limit; 100 is the limit. */
  private static final double USUAL = 50;

  private static final double LIMIT = 100;

  /** A part is looked at by a person where this many times the allowed false rejects lie. */
  private static final double REVIEW_FACTOR = 5;

  private static final double MOST_REVIEWS = 0.25;
  private static final double LEAST_REVIEW = 60;

  private final List<Grid> grids;
  private final HeadKind kind;
  private final double falseRejects;
  private final long seed;

  /**
   * @param grids by scale
   * @param kind of the heads, but where a scale is tiled ({@link HeadKind#at})
   * @param falseRejects share of good parts that may be rejected
   * @param seed of folds and memories
   */
  public VisualLearner(List<Grid> grids, HeadKind kind, double falseRejects, long seed) {
    this.grids = List.copyOf(grids);
    this.kind = kind;
    this.falseRejects = falseRejects;
    this.seed = seed;
  }

  /**
   * A model with what its limit rests on.
   *
   * @param review percent of the limit from which on a person looks
   * @param heldOut by picture, percent of the limit as a model said that had not seen it
   * @param rejected how many of these would be rejected by limits from the other folds alone
   */
  public record Learned(VisualModel model, double review, double[] heldOut, int rejected) {}

  /**
   * @param pictures of good parts, their contexts in few numbers
   * @throws FitRefused when there are too few for the false rejects allowed
   */
  public Learned learn(List<PicturePlaces> pictures, FitProgress progress) throws FitRefused {
    if (pictures.size() < RejectLimit.needed(falseRejects)) {
      RejectLimit.of(new double[pictures.size()], falseRejects);
    }
    int[] folds = folds(pictures.size());
    int rows = grids.stream().mapToInt(Grid::rows).max().orElseThrow();
    int columns = grids.stream().mapToInt(Grid::columns).max().orElseThrow();
    double[][] scores = new double[pictures.size()][];
    List<List<PlaceMap>> maps = new ArrayList<>(Collections.nCopies(folds.length, List.of()));
    for (int fold = 0; fold < FOLDS; fold++) {
      List<VisualHead> heads = heads(pictures, folds, fold);
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] == fold) {
          maps.set(i, VisualModel.maps(grids, heads, pictures.get(i)));
          scores[i] = maps.get(i).stream().mapToDouble(m -> HeadMap.score(m.values())).toArray();
        }
      }
      progress.done((fold + 1.0) / (FOLDS + 1));
    }
    double[] weights = weights(scores);
    double[] heldOut = new double[pictures.size()];
    double[] peaks = new double[pictures.size()];
    double heat = 0;
    for (int i = 0; i < heldOut.length; i++) {
      Sums sums = VisualModel.sums(maps.get(i), weights, rows, columns);
      heldOut[i] = sums.score();
      peaks[i] = Arrays.stream(sums.heat()).max().orElseThrow();
      heat += Arrays.stream(sums.heat()).average().orElseThrow() / heldOut.length;
    }
    Percent score = percent(median(heldOut), RejectLimit.of(heldOut, falseRejects));
    Percent ofHeat = percent(heat, RejectLimit.of(peaks, falseRejects));
    VisualModel model =
        new VisualModel(
            grids, heads(pictures, folds, FOLDS), weights, rows, columns, score, ofHeat);
    progress.done(1);
    return new Learned(
        model,
        review(heldOut, score),
        Arrays.stream(heldOut).map(score::of).toArray(),
        RejectLimit.rejected(heldOut, folds, falseRejects));
  }

  /** Heads of all pictures that are not in a fold. */
  private List<VisualHead> heads(List<PicturePlaces> pictures, int[] folds, int without) {
    List<VisualHead> heads = new ArrayList<>();
    for (int scale = 0; scale < grids.size(); scale++) {
      List<PicturePlaces> learned = new ArrayList<>();
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] != without) {
          learned.add(pictures.get(i));
        }
      }
      heads.add(
          HeadFit.fit(
              kind.at(grids.get(scale)),
              scale,
              learned,
              grids.get(scale).dimensions(),
              seed * 31 + without));
    }
    return heads;
  }

  private int[] folds(int pictures) {
    int[] folds = new int[pictures];
    for (int i = 0; i < pictures; i++) {
      folds[i] = i % FOLDS;
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = pictures - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int held = folds[i];
      folds[i] = folds[other];
      folds[other] = held;
    }
    return folds;
  }

  /** 1 / standard deviation of each head's score. */
  private static double[] weights(double[][] scores) {
    double[] weights = new double[scores[0].length];
    for (int head = 0; head < weights.length; head++) {
      int at = head;
      double mean = Arrays.stream(scores).mapToDouble(s -> s[at]).average().orElseThrow();
      double variance =
          Arrays.stream(scores)
              .mapToDouble(s -> (s[at] - mean) * (s[at] - mean))
              .average()
              .orElseThrow();
      weights[head] = 1 / Math.sqrt(variance + 1e-9);
    }
    return weights;
  }

  /** A usual value to {@value #USUAL} and the limit to {@value #LIMIT} percent. */
  private static Percent percent(double usual, double limit) {
    double slope = (LIMIT - USUAL) / Math.max(limit - usual, 1e-6);
    return new Percent(slope, LIMIT - slope * Math.max(limit, usual + 1e-6));
  }

  private double review(double[] heldOut, Percent score) throws FitRefused {
    double share = Math.min(MOST_REVIEWS, REVIEW_FACTOR * falseRejects);
    double percent = score.of(RejectLimit.of(heldOut, share));
    return Math.rint(Math.clamp(percent, LEAST_REVIEW, LIMIT) * 10) / 10;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
