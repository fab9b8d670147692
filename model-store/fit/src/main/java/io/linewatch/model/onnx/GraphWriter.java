package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.linewatch.model.format.ModelSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/**
 * Puts an ONNX graph together; every name may be given once. A {@link #part} writes into the same
 * graph under names of its own, so that one graph can hold two models.
 */
public final class GraphWriter {
  private static final String BATCH = "N";

  private final GraphProto.Builder graph;
  private final Set<String> names;
  private final String prefix;

  GraphWriter() {
    this(GraphProto.newBuilder(), new HashSet<>(), "");
  }

  private GraphWriter(GraphProto.Builder graph, Set<String> names, String prefix) {
    this.graph = graph;
    this.names = names;
    this.prefix = prefix;
  }

  /** Writes into this graph; its names, all but the graph's input, begin with the prefix. */
  GraphWriter part(String named) {
    return new GraphWriter(graph, names, prefix + named);
  }

  private String named(String name) {
    return name.equals(ModelSpec.GRAPH_INPUT) ? name : prefix + name;
  }

  void scalar(String name, double value) {
    add(name, new double[] {value});
  }

  void vector(String name, double[] values) {
    add(name, values, values.length);
  }

  void matrix(String name, double[][] rows) {
    double[] flat = new double[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
    }
    add(name, flat, rows.length, rows[0].length);
  }

  /** Whole numbers: axes, shapes, columns. */
  void integers(String name, long... values) {
    String own = claim(name);
    ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      raw.putLong(value);
    }
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(own)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(values.length)
            .setRawData(ByteString.copyFrom(raw.array())));
  }

  /** An initializer as it is, such as one of another graph. */
  void tensor(TensorProto tensor) {
    claim(tensor.getName());
    graph.addInitializer(tensor);
  }

  /** Numbers of any shape, the last dimension first in memory. */
  void tensor(String name, float[] values, long... dims) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(raw.array()));
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    tensor(tensor.build());
  }

  /** As {@link #tensor(String, float[], long...)}, kept as float16 and cast when it is loaded. */
  void half(String name, float[] values, long... dims) {
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      raw.putShort(Float.floatToFloat16(value));
    }
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name + "_half")
            .setDataType(TensorProto.DataType.FLOAT16.getNumber())
            .setRawData(ByteString.copyFrom(raw.array()));
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    tensor(tensor.build());
    node(
        NodeProto.newBuilder()
            .setOpType("Cast")
            .addInput(name + "_half")
            .addOutput(name)
            .addAttribute(NodeAttributes.integer("to", TensorProto.DataType.FLOAT.getNumber())));
  }

  /** An input of a given shape; −1 where a size is free. */
  void inputOf(String name, long... dims) {
    claim(name);
    graph.addInput(fixed(name, dims));
  }

  /** An output of a fixed shape; of any shape where there are no dimensions. */
  void outputOf(String name, long... dims) {
    graph.addOutput(fixed(name, dims));
  }

  void input(String name, long width) {
    graph.addInput(value(claim(name), width));
  }

  void output(String name) {
    graph.addOutput(value(named(name), 0));
  }

  void output(String name, long width) {
    graph.addOutput(value(named(name), width));
  }

  void node(String operator, String output, String... inputs) {
    graph.addNode(newNode(operator, output, inputs));
  }

  void sum(String output, String input, String axis, boolean keepDimensions) {
    graph.addNode(
        newNode("ReduceSum", output, input, axis)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("keepdims")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(keepDimensions ? 1 : 0)));
  }

  /** Chosen columns, in the order of their indices. */
  void gatherColumns(String output, String input, String columns) {
    graph.addNode(
        newNode("Gather", output, input, columns)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("axis")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(1)));
  }

  /** A node with attributes, several outputs, or of another domain. */
  void node(NodeProto.Builder node) {
    if (!prefix.isEmpty()) {
      throw new IllegalStateException("a ready node knows nothing of a part's names");
    }
    for (String output : node.getOutputList()) {
      var _ = claim(output);
    }
    graph.addNode(node);
  }

  GraphProto build(String name) {
    return graph.setName(name).build();
  }

  private NodeProto.Builder newNode(String operator, String output, String... inputs) {
    String own = claim(output);
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(operator).setName("make_" + own).addOutput(own);
    for (String input : inputs) {
      node.addInput(named(input));
    }
    return node;
  }

  private void add(String name, double[] values, long... dims) {
    String own = claim(name);
    ByteBuffer raw =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      raw.putFloat((float) value);
    }
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(own)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(raw.array()));
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    graph.addInitializer(tensor);
  }

  /** A runtime refuses to load a graph in which two things have one name. */
  private String claim(String name) {
    String own = named(name);
    if (!names.add(own)) {
      throw new IllegalStateException("the graph has two things named '" + own + "'");
    }
    return own;
  }

  private static ValueInfoProto fixed(String name, long... dims) {
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT.getNumber());
    if (dims.length > 0) {
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      for (long dim : dims) {
        TensorShapeProto.Dimension.Builder size = TensorShapeProto.Dimension.newBuilder();
        shape.addDim(
            dim < 0 ? size.setDimParam(name + "_" + shape.getDimCount()) : size.setDimValue(dim));
      }
      tensor.setShape(shape);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static ValueInfoProto value(String name, long width) {
    TensorShapeProto.Builder shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH));
    if (width > 0) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(width));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
