package io.linewatch.model.onnx;

import io.linewatch.model.format.ModelSpec;

/**
 * The graph of a remaining life. Beside what every model answers it has the life and its interval,
 * {@value #LIFE}, {@value #LOW} and {@value #HIGH} [N], in cycles. The score is {@code 100 ·
 * warnBelow / life}.
 *
 * @param life answers from 1 cycle to the cap
 * @param knots where the interval's offsets bend
 * @param lowStart offset of the lower end at a life of nought
 * @param lowBends by knot, how much steeper the offset becomes
 * @param highStart the same of the upper end
 */
public record LifeGraph(
    KernelRegression life,
    Occlusion occlusion,
    double warnBelow,
    double[] knots,
    double lowStart,
    double[] lowBends,
    double highStart,
    double[] highBends) {
  public static final String LIFE = ModelSpec.LifeOutputs.LIFE;
  public static final String LOW = ModelSpec.LifeOutputs.LOW;
  public static final String HIGH = ModelSpec.LifeOutputs.HIGH;

  public byte[] toOnnx() {
    GraphWriter graph = new GraphWriter();
    String features = ModelSpec.GRAPH_INPUT;
    graph.input(features, life.domain().mean().length);
    life.domain().constants(graph);
    life.constants(graph);
    life.write(graph, features, LIFE);
    graph.scalar("percent", 100 * warnBelow);
    String score = ModelSpec.Outputs.STANDARD.score();
    graph.node("Div", score, "percent", LIFE);
    graph.output(score);
    life.domain().statistics(graph, features);
    occlusion.write(graph, life, features, LIFE);
    graph.output(LIFE);
    interval(graph);
    return GraphFile.of(graph.build("linewatch_life"));
  }

  private void interval(GraphWriter graph) {
    graph.vector("knots", knots);
    graph.scalar("interval_least", 0);
    graph.scalar("interval_most", life.most());
    graph.node("Unsqueeze", "life_wide", LIFE, "domain_axis");
    graph.node("Sub", "past_knots", "life_wide", "knots");
    graph.node("Relu", "past_knots_only", "past_knots");
    end(graph, LOW, lowStart, lowBends);
    end(graph, HIGH, highStart, highBends);
  }

  private static void end(GraphWriter graph, String output, double start, double[] bends) {
    graph.vector(output + "_bends", bends);
    graph.scalar(output + "_start", start);
    graph.node("Mul", output + "_parts", "past_knots_only", output + "_bends");
    graph.sum(output + "_line", output + "_parts", "domain_axis", false);
    graph.node("Add", output + "_offset", output + "_line", output + "_start");
    graph.node("Add", output + "_free", LIFE, output + "_offset");
    graph.node("Clip", output, output + "_free", "interval_least", "interval_most");
    graph.output(output);
  }
}
