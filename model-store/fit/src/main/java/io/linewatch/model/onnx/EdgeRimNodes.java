package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves differences aside that lie along an edge for long and are thin. At half the size: the
 * share of differing places along a line through each place, in four directions, becomes a rim from
 * {@link #FROM} on; what lies on a rim counts no more, unless a square of {@link #THICK} pixels a
 * side fits into it. All steps are continuous, so that a rounding changes nothing by much.
 */
public final class EdgeRimNodes {
  /** Share of a line that differs from which on it is a rim; whole at {@link #OVER} more. */
  public static final float FROM = 0.5f;

  public static final float OVER = 0.25f;

  /** In pixels. */
  public static final int THICK = 5;

  /** Lines of some 80 pixels; a diagonal step is longer. */
  public enum Direction {
    ACROSS(0, 1, 41),
    DOWN(1, 0, 41),
    FALLING(1, 1, 27),
    RISING(1, -1, 27);

    private final int down;
    private final int right;
    private final int length;

    Direction(int down, int right, int length) {
      this.down = down;
      this.right = right;
      this.length = length;
    }

    public int down() {
      return down;
    }

    public int right() {
      return right;
    }

    /** In places of two pixels. */
    public int length() {
      return length;
    }

    private boolean diagonal() {
      return down != 0 && right != 0;
    }

    /** Ones along a straight line, or along three places of a diagonal, [rows × columns]. */
    private float[] line() {
      float[] line = new float[(int) (rows() * columns())];
      if (!diagonal()) {
        java.util.Arrays.fill(line, 1);
        return line;
      }
      for (int step = 0; step < THREE; step++) {
        line[step * THREE + (right > 0 ? step : THREE - 1 - step)] = 1;
      }
      return line;
    }

    private long rows() {
      return diagonal() ? THREE : down == 0 ? 1 : length;
    }

    private long columns() {
      return diagonal() ? THREE : right == 0 ? 1 : length;
    }
  }

  /** A diagonal of 27 places is three times three of three: 27 products a place and not 729. */
  private static final int THREE = 3;

  private static final List<Long> STEPS = List.of(1L, 3L, 9L);
  private static final int AROUND_DIAGONAL = 13;

  private EdgeRimNodes() {}

  /**
   * @param differences name of [1, 1, height, width], both even
   * @param whole name of four numbers: the map's sizes
   * @return name of the differences that are no rim
   */
  static String write(GraphWriter graph, String differences, String whole, double limit) {
    int wide = AROUND_DIAGONAL;
    graph.integers("rim/around", 0, 0, wide, wide, 0, 0, wide, wide);
    graph.scalar("rim/limit", 1 / limit);
    graph.scalar("rim/one", 1);
    graph.scalar("rim/from", FROM);
    graph.scalar("rim/over", 1 / OVER);
    graph.node("Mul", "rim/parts", differences, "rim/limit");
    graph.node("Min", "rim/whole", "rim/parts", "rim/one");
    graph.node(Pooling.shrink("rim/half", "rim/whole", 2));
    List<String> covered = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      covered.add(writeAlong(graph, direction));
    }
    graph.node(
        NodeProto.newBuilder().setOpType("Max").addAllInput(covered).addOutput("rim/covered"));
    graph.node("Min", "rim/rim", "rim/covered", "rim/one");
    graph.node("Sub", "rim/clear_half", "rim/one", "rim/rim");
    graph.node(Pooling.repeat("rim/clear", "rim/clear_half", whole));
    graph.node("Neg", "rim/whole_negative", "rim/whole");
    graph.node(Pooling.greatest("rim/core_negative", "rim/whole_negative", THICK, 1, THICK / 2));
    graph.node("Neg", "rim/core", "rim/core_negative");
    graph.node(Pooling.greatest("rim/thick", "rim/core", THICK, 1, THICK / 2));
    graph.node("Max", "rim/counts", "rim/clear", "rim/thick");
    graph.node("Mul", "rim/kept", differences, "rim/counts");
    return "rim/kept";
  }

  private static String writeAlong(GraphWriter graph, Direction direction) {
    String prefix = "rim/" + direction.name().toLowerCase(java.util.Locale.ROOT) + "/";
    graph.tensor(prefix + "line", direction.line(), 1, 1, direction.rows(), direction.columns());
    graph.scalar(prefix + "length", 1.0 / direction.length());
    writeSum(graph, prefix + "sum", "rim/half", prefix, direction);
    graph.node("Mul", prefix + "share", prefix + "sum", prefix + "length");
    graph.node("Sub", prefix + "beyond", prefix + "share", "rim/from");
    graph.node("Mul", prefix + "steep", prefix + "beyond", "rim/over");
    graph.node("Relu", prefix + "above", prefix + "steep");
    graph.node("Min", prefix + "line_here", prefix + "above", "rim/one");
    writeSum(graph, prefix + "covered", prefix + "line_here", prefix, direction);
    return prefix + "covered";
  }

  private static void writeSum(
      GraphWriter graph, String output, String input, String prefix, Direction direction) {
    if (!direction.diagonal()) {
      long down = direction.rows() / 2;
      long right = direction.columns() / 2;
      graph.node(
          sum(output, input, prefix)
              .addAttribute(NodeAttributes.integers("pads", List.of(down, right, down, right))));
      return;
    }
    // Room for all three first: what one drops at the edge the next would miss.
    String present = output + "_wide";
    graph.node("Pad", present, input, "rim/around");
    for (long step : STEPS) {
      String next = step == STEPS.getLast() ? output : output + "_" + step;
      graph.node(
          sum(next, present, prefix)
              .addAttribute(NodeAttributes.integers("dilations", List.of(step, step))));
      present = next;
    }
  }

  private static NodeProto.Builder sum(String output, String input, String prefix) {
    return NodeProto.newBuilder()
        .setOpType("Conv")
        .addInput(input)
        .addInput(prefix + "line")
        .addOutput(output);
  }
}
