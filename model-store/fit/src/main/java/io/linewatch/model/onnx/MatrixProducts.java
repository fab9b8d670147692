package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.linewatch.model.format.ModelRefused;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The matrix products of a graph with constant weights, and the same graph with some of them in
 * 8-bit whole numbers (Jacob et al., CVPR 2018): activations with one scale and zero point from
 * calibration, weights with a scale for each column.
 *
 * <p>{@link Form#INTEGER} multiplies whole numbers ({@code MatMulInteger}; both sides unsigned,
 * because mixed signs may overflow 16 bits on processors without dot-product instructions). {@link
 * Form#WEIGHTS} only keeps the weights in 8 bits and multiplies float32.
 */
public final class MatrixProducts {
  private static final int LEVELS = 255;
  private static final int ZERO_OF_WEIGHTS = 128;
  private static final int MOST_OF_WEIGHTS = 127;

  private final ModelProto model;
  private final Map<String, TensorProto> weights = new HashMap<>();

  /** How a product is computed. */
  public enum Form {
    FLOAT,
    WEIGHTS,
    INTEGER
  }

  /** A product by the name of its result, and the name of what it multiplies. */
  public record Product(String output, String input, long weights) {}

  /** Least and greatest value of an activation in calibration; nought lies between. */
  public record Range(float least, float most) {
    public Range {
      least = Math.min(0, least);
      most = Math.max(0, most);
    }

    float scale() {
      float scale = (most - least) / LEVELS;
      return scale > 0 ? scale : 1;
    }

    int zero() {
      return Math.clamp(Math.round(-least / scale()), 0, LEVELS);
    }
  }

  /**
   * @throws ModelRefused when the bytes are no ONNX
   */
  public MatrixProducts(byte[] onnx) throws ModelRefused {
    try {
      this.model = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelRefused("the graph cannot be read: " + e.getMessage(), e);
    }
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      boolean matrix =
          tensor.getDimsCount() == 2
              && tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber()
              && !tensor.getRawData().isEmpty();
      if (matrix) {
        weights.put(tensor.getName(), tensor);
      }
    }
  }

  /** In the order of the graph. */
  public List<Product> all() {
    List<Product> products = new ArrayList<>();
    for (NodeProto node : model.getGraph().getNodeList()) {
      TensorProto matrix = node.getInputCount() == 2 ? weights.get(node.getInput(1)) : null;
      if (node.getOpType().equals("MatMul") && matrix != null) {
        products.add(
            new Product(
                node.getOutput(0), node.getInput(0), matrix.getDims(0) * matrix.getDims(1)));
      }
    }
    return products;
  }

  /** The graph that also gives out what its products multiply, to calibrate them. */
  public byte[] observed() {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    Set<String> known = new HashSet<>();
    graph.getInputList().forEach(value -> known.add(value.getName()));
    graph.getOutputList().forEach(value -> known.add(value.getName()));
    for (Product product : all()) {
      if (known.add(product.input())) {
        graph.addOutput(ValueInfoProto.newBuilder().setName(product.input()));
      }
    }
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }

  /**
   * The graph with its products in other forms.
   *
   * @param forms by a product's output; left out means {@link Form#FLOAT}
   * @param ranges by a product's input, of those in whole numbers
   */
  public byte[] rewritten(Map<String, Form> forms, Map<String, Range> ranges) {
    GraphProto.Builder graph = model.getGraph().toBuilder().clearNode().clearInitializer();
    Rewriting rewriting = new Rewriting(graph, ranges);
    for (NodeProto node : model.getGraph().getNodeList()) {
      Form form = forms.getOrDefault(node.getOutput(0), Form.FLOAT);
      TensorProto matrix = node.getInputCount() == 2 ? weights.get(node.getInput(1)) : null;
      if (form == Form.FLOAT || matrix == null) {
        graph.addNode(node);
      } else {
        rewriting.product(node, new EightBits(matrix), form);
      }
    }
    Set<String> used = new LinkedHashSet<>();
    graph.getNodeList().forEach(node -> used.addAll(node.getInputList()));
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      if (used.contains(tensor.getName())) {
        graph.addInitializer(tensor);
      }
    }
    return model.toBuilder().setGraph(graph).build().toByteArray();
  }

  /** A matrix by columns: each its own scale, nought at {@value #ZERO_OF_WEIGHTS}. */
  private static final class EightBits {
    final String name;
    final int rows;
    final int columns;
    final float[] scales;
    final byte[] values;

    EightBits(TensorProto matrix) {
      name = matrix.getName();
      rows = Math.toIntExact(matrix.getDims(0));
      columns = Math.toIntExact(matrix.getDims(1));
      scales = new float[columns];
      values = new byte[rows * columns];
      ByteBuffer floats = matrix.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      float[] flat = new float[rows * columns];
      floats.asFloatBuffer().get(flat);
      for (int c = 0; c < columns; c++) {
        float most = 0;
        for (int r = 0; r < rows; r++) {
          most = Math.max(most, Math.abs(flat[r * columns + c]));
        }
        scales[c] = most == 0 ? 1 : most / MOST_OF_WEIGHTS;
        for (int r = 0; r < rows; r++) {
          int level = Math.round(flat[r * columns + c] / scales[c]) + ZERO_OF_WEIGHTS;
          values[r * columns + c] = (byte) Math.clamp(level, 1, LEVELS);
        }
      }
    }
  }

  /** Adds what a product becomes; nothing twice. */
  private static final class Rewriting {
    private final GraphProto.Builder graph;
    private final Map<String, Range> ranges;
    private final Set<String> made = new HashSet<>();

    Rewriting(GraphProto.Builder graph, Map<String, Range> ranges) {
      this.graph = graph;
      this.ranges = ranges;
    }

    void product(NodeProto node, EightBits matrix, Form form) {
      String weight = matrix.name + "_u8";
      if (made.add(weight)) {
        graph.addInitializer(bytes(weight, matrix.values, matrix.rows, matrix.columns));
      }
      if (form == Form.WEIGHTS) {
        weightsOnly(node, matrix, weight);
      } else {
        integers(node, matrix, weight);
      }
    }

    /** Unpacked by a node that the runtime computes once, when it loads the graph. */
    private void weightsOnly(NodeProto node, EightBits matrix, String weight) {
      if (made.add(weight + "_float")) {
        byte[] zeros = new byte[matrix.columns];
        Arrays.fill(zeros, (byte) ZERO_OF_WEIGHTS);
        graph.addInitializer(bytes(weight + "_zeros", zeros, matrix.columns));
        graph.addInitializer(floats(weight + "_scale", matrix.scales));
        graph.addNode(
            node(
                    "DequantizeLinear",
                    weight + "_float",
                    weight,
                    weight + "_scale",
                    weight + "_zeros")
                .addAttribute(NodeAttributes.integer("axis", 1)));
      }
      graph.addNode(node.toBuilder().setInput(1, weight + "_float"));
    }

    private void integers(NodeProto node, EightBits matrix, String weight) {
      String input = node.getInput(0);
      String output = node.getOutput(0);
      Range range = ranges.getOrDefault(input, new Range(0, 0));
      String quantised = input + "_u8";
      if (made.add(quantised)) {
        graph.addInitializer(floats(quantised + "_scale", range.scale()));
        graph.addInitializer(bytes(quantised + "_zero", new byte[] {(byte) range.zero()}));
        graph.addNode(
            node("QuantizeLinear", quantised, input, quantised + "_scale", quantised + "_zero"));
      }
      if (made.add(weight + "_zero")) {
        graph.addInitializer(bytes(weight + "_zero", new byte[] {(byte) ZERO_OF_WEIGHTS}));
      }
      float[] scales = new float[matrix.columns];
      for (int c = 0; c < scales.length; c++) {
        scales[c] = matrix.scales[c] * range.scale();
      }
      graph.addInitializer(floats(output + "_scale", scales));
      graph.addNode(
          node(
              "MatMulInteger",
              output + "_i32",
              quantised,
              weight,
              quantised + "_zero",
              weight + "_zero"));
      graph.addNode(
          node("Cast", output + "_f32", output + "_i32")
              .addAttribute(NodeAttributes.integer("to", TensorProto.DataType.FLOAT.getNumber())));
      graph.addNode(node("Mul", output, output + "_f32", output + "_scale"));
    }

    private static NodeProto.Builder node(String operator, String output, String... inputs) {
      return NodeProto.newBuilder()
          .setOpType(operator)
          .setName("make_" + output)
          .addOutput(output)
          .addAllInput(List.of(inputs));
    }

    /** One value without dimensions where none are given. */
    private static TensorProto.Builder bytes(String name, byte[] values, long... dims) {
      TensorProto.Builder tensor =
          TensorProto.newBuilder()
              .setName(name)
              .setDataType(TensorProto.DataType.UINT8.getNumber())
              .setRawData(ByteString.copyFrom(values));
      for (long dim : dims) {
        tensor.addDims(dim);
      }
      return tensor;
    }

    private static TensorProto.Builder floats(String name, float... values) {
      ByteBuffer raw =
          ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (float value : values) {
        raw.putFloat(value);
      }
      TensorProto.Builder tensor =
          TensorProto.newBuilder()
              .setName(name)
              .setDataType(TensorProto.DataType.FLOAT.getNumber())
              .setRawData(ByteString.copyFrom(raw.array()));
      return values.length == 1 ? tensor : tensor.addDims(values.length);
    }
  }
}
