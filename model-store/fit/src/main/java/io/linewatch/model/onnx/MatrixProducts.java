package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.linewatch.model.format.ModelRefused;
import java.util.ArrayList;
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
  static final int LEVELS = 255;
  static final int ZERO_OF_WEIGHTS = 128;
  static final int MOST_OF_WEIGHTS = 127;

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
    ProductRewriting rewriting = new ProductRewriting(graph, ranges);
    for (NodeProto node : model.getGraph().getNodeList()) {
      Form form = forms.getOrDefault(node.getOutput(0), Form.FLOAT);
      TensorProto matrix = node.getInputCount() == 2 ? weights.get(node.getInput(1)) : null;
      if (form == Form.FLOAT || matrix == null) {
        graph.addNode(node);
      } else {
        rewriting.product(node, new EightBitMatrix(matrix), form);
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
}
