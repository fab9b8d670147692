package io.linewatch.model.onnx;

import io.linewatch.model.format.ModelSpec;

/**
 * The graph of a probability of failure. Beside what every model answers it has {@value
 * #PROBABILITY} [N], 0 to 1. The score is {@code 100 · probability / limit}.
 *
 * @param domain what the rows learned from look like
 * @param limit probability at which the score is 100 %
 */
public record FailureGraph(TreeRegression trees, Domain domain, Occlusion occlusion, double limit) {
  public static final String PROBABILITY = "probability";

  public byte[] toOnnx() {
    GraphWriter graph = new GraphWriter();
    String features = ModelSpec.GRAPH_INPUT;
    graph.input(features, trees.features());
    domain.constants(graph);
    trees.constants(graph);
    trees.write(graph, features, PROBABILITY);
    graph.scalar("percent", 100 / limit);
    String score = ModelSpec.Outputs.STANDARD.score();
    graph.node("Mul", score, PROBABILITY, "percent");
    graph.output(score);
    domain.statistics(graph, features);
    occlusion.write(graph, trees, features, PROBABILITY);
    graph.output(PROBABILITY);
    return GraphFile.of(graph.build("linewatch_failure"));
  }
}
