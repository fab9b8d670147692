package io.linewatch.model.onnx;

import io.linewatch.model.format.ModelSpec;

/** The graph of a model of normal running: from features to the four outputs all of them have. */
public sealed interface ScoreGraph permits PcaGraph, SimilarityGraph, NetworkGraph, EnsembleGraph {
  /** Added to every contribution, so that a row without any deviation has shares too. */
  double CONTRIBUTION_FLOOR = 1e-12;

  /** Columns of the graph's input. */
  int width();

  /** Input channels, of which contributions are shares. */
  int channels();

  /** What kind of model it is, in one word. */
  String kind();

  /** Writes everything from the graph's input to the four outputs, which it only names. */
  void body(GraphWriter graph);

  /** The graph as an ONNX file; the same model always gives the same bytes. */
  default byte[] toOnnx() {
    GraphWriter graph = new GraphWriter();
    graph.input(ModelSpec.GRAPH_INPUT, width());
    body(graph);
    ModelSpec.Outputs names = ModelSpec.Outputs.STANDARD;
    graph.output(names.score());
    graph.output(names.t2());
    graph.output(names.spe());
    graph.output(names.contributions(), channels());
    return GraphFile.of(graph.build("linewatch_" + kind()));
  }
}
