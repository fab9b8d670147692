package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.linewatch.model.visual.VisualSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A visual model as one graph: pictures by scale in, score and heat-map out.
 *
 * @param whitenings of places, by scale
 * @param contexts whitenings of the pictures' contexts, by scale
 * @param heads whose weighted sums are the score and the heat-map
 * @param weights by head; 1 / the spread of its score over good pictures
 * @param score from the weighted sum to percent
 * @param heat from the weighted sum of a place to percent
 * @param outputs names and size
 */
public record VisualGraph(
    VisualTrunk trunk,
    List<VisualTrunk.Whitening> whitenings,
    List<VisualTrunk.Whitening> contexts,
    List<VisualHead> heads,
    double[] weights,
    Percent score,
    Percent heat,
    VisualSpec.Outputs outputs) {
  /** Share of a map's places whose mean is its score, at least one place. */
  public static final double TOP_SHARE = 0.01;

  /**
   * More places are never needed: a defect two places across, smoothed over 3 × 3, covers 16, and
   * among more it would be thinned out.
   */
  public static final int MOST_TOP = 16;

  /**
   * {@code max(0, slope × value + offset)}.
   *
   * @param slope percent a unit
   * @param offset percent
   */
  public record Percent(double slope, double offset) {
    public double of(double value) {
      return Math.max(0, slope * value + offset);
    }
  }

  /** How many places a map's score is the mean of. */
  public static int topPlaces(int places) {
    return Math.clamp(Math.round(TOP_SHARE * places), 1, MOST_TOP);
  }

  /** The graph as an ONNX file; the same model always gives the same bytes. */
  public byte[] toOnnx() {
    GraphWriter graph = new GraphWriter();
    trunk.write(graph, whitenings);
    graph.integers("last_axis", 1);
    graph.integers("whole_axis", 0);
    graph.integers("flat", -1);
    List<String> scores = new ArrayList<>();
    List<String> maps = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      String prefix = "head_" + i + "/";
      int scale = heads.get(i).scale();
      int dimensions = whitenings.get(scale).dimensions();
      graph.scalar(prefix + "of_dimensions", 1.0 / dimensions);
      String distances =
          switch (heads.get(i)) {
            case VisualHead.Gaussians gaussians -> write(graph, prefix, gaussians);
            case VisualHead.Nearest nearest -> write(graph, prefix, nearest);
          };
      graph.node("Mul", prefix + "distances", distances, prefix + "of_dimensions");
      graph.integers(prefix + "map_shape", 1, 1, trunk.rows(scale), trunk.columns(scale));
      graph.node("Reshape", prefix + "map_raw", prefix + "distances", prefix + "map_shape");
      graph.node(Pooling.smooth(prefix + "map", prefix + "map_raw"));
      scores.add(writeScore(graph, prefix, scale, weights[i]));
      maps.add(writeMap(graph, prefix, scale, weights[i]));
    }
    writePercent(graph, outputs.score(), added(graph, "score_sum", scores), score);
    graph.outputOf(outputs.score(), 1);
    graph.integers("heat_shape", outputs.rows(), outputs.columns());
    graph.node("Reshape", "heat_sum", added(graph, "heat_sums", maps), "heat_shape");
    writePercent(graph, outputs.heatMap(), "heat_sum", heat);
    graph.outputOf(outputs.heatMap(), outputs.rows(), outputs.columns());
    return GraphFile.of(graph.build("linewatch_visual"), trunk.operatorSet());
  }

  /** [places], the sum of squares. */
  private String write(GraphWriter graph, String prefix, VisualHead.Gaussians head) {
    int places = head.mean().length;
    int dimensions = head.mean()[0].length;
    graph.tensor(prefix + "mean", flat(head.mean()), places, dimensions);
    graph.half(prefix + "factors", flat(head.factors()), places, dimensions, dimensions);
    graph.integers(prefix + "column_shape", places, dimensions, 1);
    graph.integers(prefix + "row_shape", places, dimensions);
    String rows = VisualTrunk.whitenedOf(head.scale());
    if (head.context().length > 0) {
      String context =
          ContextNodes.writeShort(
              graph, trunk.backbone(), head.scale(), contexts.get(head.scale()));
      graph.half(
          prefix + "context",
          flat(head.context()),
          head.context().length,
          (long) places * dimensions);
      graph.node("MatMul", prefix + "usual_flat", context, prefix + "context");
      graph.node("Reshape", prefix + "usual", prefix + "usual_flat", prefix + "row_shape");
      graph.node("Sub", prefix + "unusual", rows, prefix + "usual");
      rows = prefix + "unusual";
    }
    graph.node("Sub", prefix + "centred", rows, prefix + "mean");
    graph.node("Reshape", prefix + "columns", prefix + "centred", prefix + "column_shape");
    graph.node("MatMul", prefix + "free_columns", prefix + "factors", prefix + "columns");
    graph.node("Reshape", prefix + "free", prefix + "free_columns", prefix + "row_shape");
    graph.node("Mul", prefix + "squares", prefix + "free", prefix + "free");
    graph.sum(prefix + "sum", prefix + "squares", "last_axis", false);
    return prefix + "sum";
  }

  /** [places], the least squared distance. */
  private String write(GraphWriter graph, String prefix, VisualHead.Nearest head) {
    String rows = VisualTrunk.whitenedOf(head.scale());
    int dimensions = head.memory()[0].length;
    int remembered = head.memory().length;
    float[] turned = new float[dimensions * remembered];
    double[] norms = new double[remembered];
    for (int k = 0; k < remembered; k++) {
      for (int d = 0; d < dimensions; d++) {
        // The largest of x·m − |m|²/2 is the nearest m.
        turned[d * remembered + k] = head.memory()[k][d];
        norms[k] += 0.5 * head.memory()[k][d] * head.memory()[k][d];
      }
    }
    graph.tensor(prefix + "memory", turned, dimensions, remembered);
    graph.vector(prefix + "half_norms", norms);
    graph.scalar(prefix + "two", 2);
    graph.integers(prefix + "one", 1);
    graph.node("MatMul", prefix + "products", rows, prefix + "memory");
    graph.node("Sub", prefix + "nearness", prefix + "products", prefix + "half_norms");
    writeTop(graph, prefix + "nearest", prefix + "nearness", prefix + "one", 1);
    graph.node("Reshape", prefix + "nearest_flat", prefix + "nearest", "flat");
    graph.node("Mul", prefix + "nearest_twice", prefix + "nearest_flat", prefix + "two");
    graph.node("Mul", prefix + "own_squares", rows, rows);
    graph.sum(prefix + "own_norms", prefix + "own_squares", "last_axis", false);
    graph.node("Sub", prefix + "signed", prefix + "own_norms", prefix + "nearest_twice");
    graph.node("Relu", prefix + "least", prefix + "signed");
    return prefix + "least";
  }

  private String writeScore(GraphWriter graph, String prefix, int scale, double weight) {
    int top = topPlaces(trunk.places(scale));
    graph.integers(prefix + "top_places", top);
    graph.scalar(prefix + "score_weight", weight / top);
    graph.node("Reshape", prefix + "map_flat", prefix + "map", "flat");
    writeTop(graph, prefix + "top", prefix + "map_flat", prefix + "top_places", 0);
    graph.sum(prefix + "top_sum", prefix + "top", "whole_axis", true);
    graph.node("Mul", prefix + "score", prefix + "top_sum", prefix + "score_weight");
    return prefix + "score";
  }

  private String writeMap(GraphWriter graph, String prefix, int scale, double weight) {
    String map = prefix + "map";
    if (trunk.rows(scale) != outputs.rows() || trunk.columns(scale) != outputs.columns()) {
      graph.integers(prefix + "heat_sizes", 1, 1, outputs.rows(), outputs.columns());
      graph.node(Pooling.resize(prefix + "heat_resized", map, prefix + "heat_sizes"));
      map = prefix + "heat_resized";
    }
    graph.scalar(prefix + "heat_weight", weight);
    graph.node("Mul", prefix + "heat", map, prefix + "heat_weight");
    return prefix + "heat";
  }

  private static void writeTop(
      GraphWriter graph, String output, String input, String count, int axis) {
    graph.node(
        NodeProto.newBuilder()
            .setOpType("TopK")
            .addInput(input)
            .addInput(count)
            .addOutput(output)
            .addOutput(output + "_which")
            .addAttribute(NodeAttributes.integer("axis", axis)));
  }

  private static String added(GraphWriter graph, String name, List<String> parts) {
    graph.node(NodeProto.newBuilder().setOpType("Sum").addAllInput(parts).addOutput(name));
    return name;
  }

  private static void writePercent(
      GraphWriter graph, String output, String input, Percent percent) {
    graph.scalar(output + "_slope", percent.slope());
    graph.scalar(output + "_offset", percent.offset());
    graph.node("Mul", output + "_sloped", input, output + "_slope");
    graph.node("Add", output + "_shifted", output + "_sloped", output + "_offset");
    graph.node("Relu", output, output + "_shifted");
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
    }
    return flat;
  }
}
