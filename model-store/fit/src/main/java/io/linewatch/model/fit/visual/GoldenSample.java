package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.VisualTrunk.Whitening;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PictureRefused;
import io.linewatch.model.visual.VisualGolden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A good picture as the package has it, with what the model in plain code says of it.
 *
 * @param png the picture
 * @param expected what the graph must answer
 */
record GoldenSample(byte[] png, VisualGolden expected) {
  /** Greatest difference between the graph and the fit, relative to the greater of 100 % and it. */
  static final double TOLERANCE = 1e-3;

  /** A golden picture need not be greater. */
  private static final int SIDE = 640;

  static GoldenSample of(Path file, PlaceReader reader, List<Whitening> contexts, VisualModel model)
      throws IOException, OnnxFailed, FitRefused {
    PictureDecoder decoder = new PictureDecoder(PictureLimits.STANDARD);
    try {
      byte[] png = png(Files.readAllBytes(file), decoder);
      VisualModel.Answer answer =
          model.answer(reader.places(decoder.decode(png)).shortened(contexts));
      float[] heat = new float[answer.heat().length];
      for (int i = 0; i < heat.length; i++) {
        heat[i] = (float) answer.heat()[i];
      }
      return new GoldenSample(
          png, new VisualGolden(VisualGolden.VERSION, TOLERANCE, answer.score(), heat));
    } catch (PictureRefused refused) {
      throw new FitRefused(file + " cannot be the golden picture: " + refused.getMessage());
    }
  }

  /** A picture file as a package has it: PNG, of no more pixels than are needed. */
  static byte[] png(byte[] file, PictureDecoder decoder) throws PictureRefused, IOException {
    return InlinePicture.file(InlinePicture.image(decoder.decode(file, SIDE, SIDE)), "png");
  }
}
