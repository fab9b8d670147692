package io.linewatch.model.onnx;

import io.linewatch.model.onnx.VisualTrunk.Whitening;

/** Writes the whitening of places: few numbers of a place's many channels. */
final class WhiteningNodes {
  /** Value [1, dimensions, rows, columns]. */
  static final String MAP = "whitened_map";

  /** Value [places, dimensions]. */
  static final String ROWS = "whitened";

  private WhiteningNodes() {}

  /**
   * What a scale's places are multiplied by.
   *
   * @param scale prefix of the scale's names
   */
  static void writeWeights(GraphWriter graph, String scale, Whitening whitening) {
    int dimensions = whitening.dimensions();
    int channels = whitening.mean().length;
    float[] weights = new float[dimensions * channels];
    float[] bias = new float[dimensions];
    for (int d = 0; d < dimensions; d++) {
      double shift = 0;
      for (int c = 0; c < channels; c++) {
        weights[d * channels + c] = whitening.directions()[d][c];
        shift += (double) whitening.directions()[d][c] * whitening.mean()[c];
      }
      bias[d] = (float) -shift;
    }
    graph.tensor(scale + "directions", weights, dimensions, channels, 1, 1);
    graph.tensor(scale + "shift", bias, dimensions);
  }

  /**
   * @param scale prefix of the scale's names
   * @param part prefix of what is whitened: the scale's own, or a tile's
   * @param features of the part, without its prefix
   * @return name of the part's {@link #MAP}
   */
  static String write(GraphWriter graph, String scale, String part, String features) {
    graph.node("Conv", part + MAP, part + features, scale + "directions", scale + "shift");
    return part + MAP;
  }

  /** {@link #ROWS} of {@link #MAP}. */
  static void writeRows(GraphWriter graph, String scale, long dimensions, long places) {
    graph.integers(scale + "whitened_shape", dimensions, places);
    graph.node("Reshape", scale + "whitened_flat", scale + MAP, scale + "whitened_shape");
    graph.node("Transpose", scale + ROWS, scale + "whitened_flat");
  }
}
