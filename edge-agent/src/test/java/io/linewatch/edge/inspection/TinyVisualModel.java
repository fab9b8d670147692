package io.linewatch.edge.inspection;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.VisualContents;
import io.linewatch.model.visual.VisualGolden;
import io.linewatch.model.visual.VisualSpec;
import java.nio.charset.StandardCharsets;

/** What {@link DifferenceScorer} computes, as a package with a real graph. */
public final class TinyVisualModel {
  private static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
  private static final int INT64 = TensorProto.DataType.INT64_VALUE;

  private TinyVisualModel() {}

  public static VisualContents contents(String name) {
    VisualSpec spec = DifferenceScorer.spec(name);
    Picture golden = TestPictures.picture(TestPictures.Scene.GOOD, 0);
    float[] expected = new float[DifferenceScorer.ROWS * DifferenceScorer.COLUMNS];
    return new VisualContents(
        spec,
        graph(new PicturePreparation(spec).prepare(golden).getFirst().values()),
        new VisualGolden(VisualGolden.VERSION, 1e-3, 0, expected),
        TestPictures.png(golden),
        "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] graph(float[] golden) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName("difference");
    long[] shape = {1, Picture.CHANNELS, TestPictures.HEIGHT, TestPictures.WIDTH};
    TensorProto.Builder reference = TensorProto.newBuilder().setName("golden").setDataType(FLOAT);
    for (long side : shape) {
      reference.addDims(side);
    }
    for (float value : golden) {
      reference.addFloatData(value);
    }
    graph.addInitializer(reference);
    graph.addInitializer(sizes("map_shape", DifferenceScorer.ROWS, DifferenceScorer.COLUMNS));
    graph.addInitializer(sizes("score_shape", 1));
    graph.addNode(node("Sub", "difference", "picture", "golden"));
    graph.addNode(node("Abs", "distance", "difference"));
    graph.addNode(
        node("ReduceMean", "grey", "distance").toBuilder()
            .addAttribute(integers("axes", 1))
            .addAttribute(integer("keepdims", 1)));
    graph.addNode(
        node("AveragePool", "blocks", "grey").toBuilder()
            .addAttribute(integers("kernel_shape", DifferenceScorer.BLOCK, DifferenceScorer.BLOCK))
            .addAttribute(integers("strides", DifferenceScorer.BLOCK, DifferenceScorer.BLOCK)));
    graph.addNode(node("Reshape", "heat_map", "blocks", "map_shape"));
    graph.addNode(
        node("ReduceMax", "most", "heat_map").toBuilder().addAttribute(integer("keepdims", 1)));
    graph.addNode(node("Reshape", "score", "most", "score_shape"));
    graph.addInput(value("picture", shape));
    graph.addOutput(value("score", 1));
    graph.addOutput(value("heat_map", DifferenceScorer.ROWS, DifferenceScorer.COLUMNS));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static TensorProto sizes(String name, long... sizes) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(INT64).addDims(sizes.length);
    for (long size : sizes) {
      tensor.addInt64Data(size);
    }
    return tensor.build();
  }

  private static NodeProto node(String operator, String output, String... inputs) {
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType(operator).setName(output).addOutput(output);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node.build();
  }

  private static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static AttributeProto integers(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  private static ValueInfoProto value(String name, long... shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    for (long side : shape) {
      sizes.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(side));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(sizes)))
        .build();
  }
}
