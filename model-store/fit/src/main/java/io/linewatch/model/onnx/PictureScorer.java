package io.linewatch.model.onnx;

import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.visual.LabelledAnswer;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PicturePose;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.PictureRefused;
import io.linewatch.model.visual.VisualAnswer;
import io.linewatch.model.visual.VisualGolden;
import io.linewatch.model.visual.VisualScore;
import io.linewatch.model.visual.VisualSpec;
import org.jspecify.annotations.Nullable;

/** Runs a visual package's graph as a gateway does. Not thread-safe. */
public final class PictureScorer implements AutoCloseable {
  private final PicturePreparation preparation;
  private final VisualAnswer answer;
  private final PictureRunner runner;

  /**
   * @throws OnnxFailed when the runtime cannot load the graph
   */
  public PictureScorer(byte[] onnx, VisualSpec spec) throws OnnxFailed {
    this(onnx, spec, null);
  }

  /**
   * @param labels of a classifier or detector; null of a model of unlikeness
   * @throws OnnxFailed when the runtime cannot load the graph
   */
  public PictureScorer(byte[] onnx, VisualSpec spec, @Nullable LabelledAnswer labels)
      throws OnnxFailed {
    this.preparation = new PicturePreparation(spec, labels);
    this.answer = new VisualAnswer(spec, labels);
    this.runner = new PictureRunner(onnx, spec.scales());
  }

  public VisualScore score(Picture picture) throws OnnxFailed {
    PicturePose pose = preparation.pose(picture);
    PictureRunner.Outputs outputs = runner.run(preparation.prepare(picture, pose));
    VisualScore score = answer.read(name -> outputs.get(name).values(), preparation.frame(picture));
    return score.with(preparation.inPicture(score.map(), picture, pose));
  }

  /**
   * Compares the answer for the golden picture.
   *
   * @param png the golden picture
   * @return what differs, or null
   * @throws ModelRefused when the picture cannot be decoded
   */
  public @Nullable String difference(VisualGolden golden, byte[] png)
      throws OnnxFailed, ModelRefused {
    try {
      return golden.difference(score(new PictureDecoder(PictureLimits.STANDARD).decode(png)));
    } catch (PictureRefused refused) {
      throw new ModelRefused("the golden picture cannot be read: " + refused.getMessage(), refused);
    }
  }

  @Override
  public void close() throws OnnxFailed {
    runner.close();
  }
}
