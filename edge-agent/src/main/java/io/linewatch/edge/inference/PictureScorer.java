package io.linewatch.edge.inference;

import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.VisualScore;
import io.linewatch.model.visual.VisualSpec;

/** A visual model that is loaded and has proved itself. */
public interface PictureScorer {
  /** {@code sha256:…} of its package. */
  String digest();

  VisualSpec spec();

  /** A good picture, whole, as the camera takes it: what others are compared with. */
  Picture goldenPicture();

  /**
   * Scores one picture.
   *
   * @throws IllegalStateException when the runtime fails, or the model is closed
   */
  VisualScore score(Picture picture);
}
