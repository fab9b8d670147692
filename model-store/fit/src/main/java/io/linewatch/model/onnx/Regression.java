package io.linewatch.model.onnx;

/** What a supervised graph computes of a row of features: one number. */
public sealed interface Regression permits KernelRegression, TreeRegression {
  /** Writes what is constant, once a graph. */
  void constants(GraphWriter graph);

  /**
   * Writes the nodes.
   *
   * @param features [M, F]
   * @param output name of the answer, [M]; also the beginning of the names of what is between
   */
  void write(GraphWriter graph, String features, String output);
}
