package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.VisualTrunk.Whitening;
import io.linewatch.model.visual.HeatMap;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PictureRefused;
import io.linewatch.model.visual.VisualGolden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A good picture as the package has it, with what the model in plain code says of it.
 *
 * @param png the picture
 * @param expected what the graph must answer
 */
record GoldenSample(byte[] png, VisualGolden expected) {
  /** Greatest difference between the graph and the fit, relative to the greater of 100 % and it. */
  static final double TOLERANCE = 1e-3;

  /** Pictures looked at for the golden one; each costs as much as scoring it. */
  private static final int GOLDEN_TRIED = 24;

  /** A golden picture need not be greater. */
  private static final int SIDE = 640;

  /**
   * Of the good pictures around the middle of all one whose score says something: of most that it
   * has learned from a model says 0, and a graph that always says 0 would pass for the right one.
   */
  static GoldenSample of(
      GoodPictures pictures,
      VisualLearner.Learned learned,
      PlaceReader reader,
      List<Whitening> contexts)
      throws IOException, OnnxFailed, FitRefused {
    double[] scores = learned.heldOut();
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    List<Integer> tried =
        new ArrayList<>(
            first(scores, Comparator.comparingDouble(i -> Math.abs(scores[i] - median))));
    // Where pictures hardly differ, those that a model had the hardest time with.
    tried.addAll(first(scores, Comparator.comparingDouble(i -> -scores[i])));
    GoldenSample hottest = null;
    double most = -1;
    for (int picture : tried) {
      GoldenSample sample = of(pictures.files().get(picture), reader, contexts, learned.model());
      if (sample.expected().score() > 0) {
        return sample;
      }
      double heat = 0;
      for (float value : sample.expected().heatMap()) {
        heat += value;
      }
      if (heat > most) {
        hottest = sample;
        most = heat;
      }
    }
    return Objects.requireNonNull(hottest);
  }

  private static List<Integer> first(double[] scores, Comparator<Integer> order) {
    return IntStream.range(0, scores.length).boxed().sorted(order).limit(GOLDEN_TRIED).toList();
  }

  private static GoldenSample of(
      Path file, PlaceReader reader, List<Whitening> contexts, VisualModel model)
      throws IOException, OnnxFailed, FitRefused {
    PictureDecoder decoder = new PictureDecoder(PictureLimits.STANDARD);
    try {
      byte[] png = png(Files.readAllBytes(file), decoder);
      Picture picture = decoder.decode(png);
      VisualModel.Answer answer = model.answer(reader.places(picture).shortened(contexts));
      float[] heat = new float[answer.heat().length];
      for (int i = 0; i < heat.length; i++) {
        heat[i] = (float) answer.heat()[i];
      }
      HeatMap placed = reader.inPicture(new HeatMap(model.rows(), model.columns(), heat), picture);
      return new GoldenSample(
          png, new VisualGolden(VisualGolden.VERSION, TOLERANCE, answer.score(), placed.percent()));
    } catch (PictureRefused refused) {
      throw new FitRefused(file + " cannot be the golden picture: " + refused.getMessage());
    }
  }

  /** A picture file as a package has it: PNG, of no more pixels than are needed. */
  static byte[] png(byte[] file, PictureDecoder decoder) throws PictureRefused, IOException {
    return InlinePicture.file(InlinePicture.image(decoder.decode(file, SIDE, SIDE)), "png");
  }
}
