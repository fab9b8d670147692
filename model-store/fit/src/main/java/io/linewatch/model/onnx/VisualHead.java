package io.linewatch.model.onnx;

/**
 * How unusual the places of one scale are. Answers the mean squared distance by dimension, so that
 * places of good pictures lie around 1.
 */
public sealed interface VisualHead {
  /** Which scale's places it judges. */
  int scale();

  /**
   * A Gaussian of its own at every place (as PaDiM, Defard et al., ICPR 2020).
   *
   * @param mean [places][dimensions]
   * @param factors by place a matrix [dimensions × dimensions], row after row, whose product with a
   *     centred row is uncorrelated with variance 1; float16 numbers
   * @param context by number of the picture's context, what it adds to every place's dimensions,
   *     [context][places × dimensions], float16 numbers; taken off before the mean. Empty when the
   *     context does not matter
   */
  record Gaussians(int scale, float[][] mean, float[][] factors, float[][] context)
      implements VisualHead {}

  /**
   * The nearest of remembered places of good pictures, wherever they were (as PatchCore, Roth et
   * al., CVPR 2022).
   *
   * @param memory [remembered][dimensions]
   */
  record Nearest(int scale, float[][] memory) implements VisualHead {}
}
