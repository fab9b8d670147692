package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.linewatch.model.onnx.MatrixProducts.Form;
import io.linewatch.model.onnx.MatrixProducts.Range;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds what a product becomes; nothing twice. */
final class ProductRewriting {
  private final GraphProto.Builder graph;
  private final Map<String, Range> ranges;
  private final Set<String> made = new HashSet<>();

  ProductRewriting(GraphProto.Builder graph, Map<String, Range> ranges) {
    this.graph = graph;
    this.ranges = ranges;
  }

  void product(NodeProto node, EightBitMatrix matrix, Form form) {
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
  private void weightsOnly(NodeProto node, EightBitMatrix matrix, String weight) {
    if (made.add(weight + "_float")) {
      byte[] zeros = new byte[matrix.columns];
      Arrays.fill(zeros, (byte) MatrixProducts.ZERO_OF_WEIGHTS);
      graph.addInitializer(bytes(weight + "_zeros", zeros, matrix.columns));
      graph.addInitializer(floats(weight + "_scale", matrix.scales));
      graph.addNode(
          node("DequantizeLinear", weight + "_float", weight, weight + "_scale", weight + "_zeros")
              .addAttribute(NodeAttributes.integer("axis", 1)));
    }
    graph.addNode(node.toBuilder().setInput(1, weight + "_float"));
  }

  private void integers(NodeProto node, EightBitMatrix matrix, String weight) {
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
      graph.addInitializer(
          bytes(weight + "_zero", new byte[] {(byte) MatrixProducts.ZERO_OF_WEIGHTS}));
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
