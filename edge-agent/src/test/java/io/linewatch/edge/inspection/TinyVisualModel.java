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
import io.linewatch.model.visual.LabelledAnswer;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.VisualContents;
import io.linewatch.model.visual.VisualGolden;
import io.linewatch.model.visual.VisualSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;

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

  /** A classifier that knows light from dark: [1, 2], the mean of a picture and the rest. */
  public static VisualContents classifier(String name) {
    VisualSpec like = DifferenceScorer.spec(name);
    VisualSpec spec =
        new VisualSpec(
            VisualSpec.KIND,
            VisualSpec.VERSION,
            name,
            "light or dark",
            VisualSpec.Task.CLASSIFICATION,
            like.scales(),
            VisualSpec.Aspect.STRETCH,
            new VisualSpec.Normalisation(0, 255),
            like.region(),
            new VisualSpec.Outputs("output", "", 4, 4),
            new VisualSpec.Limits(80, 100),
            TestPictures.WIDTH,
            TestPictures.HEIGHT,
            null,
            null,
            like.defaultPolicy());
    LabelledAnswer labels =
        new LabelledAnswer(
            LabelledAnswer.VERSION,
            List.of("light", "dark"),
            LabelledAnswer.Activation.NONE,
            false,
            null,
            List.of(new LabelledAnswer.Rule("light", 0.5, 0, 0, null)));
    GraphProto.Builder graph = GraphProto.newBuilder().setName("light");
    graph.addInitializer(sizes("shape", 1, 1));
    graph.addInitializer(
        TensorProto.newBuilder().setName("one").setDataType(FLOAT).addDims(1).addFloatData(1));
    graph.addNode(
        node("ReduceMean", "mean", "picture").toBuilder().addAttribute(integer("keepdims", 1)));
    graph.addNode(node("Reshape", "light", "mean", "shape"));
    graph.addNode(node("Sub", "dark", "one", "light"));
    graph.addNode(
        node("Concat", "output", "light", "dark").toBuilder().addAttribute(integer("axis", 1)));
    graph.addInput(value("picture", 1, Picture.CHANNELS, TestPictures.HEIGHT, TestPictures.WIDTH));
    graph.addOutput(value("output", 1, 2));
    Picture golden = new Picture(16, 16, new byte[3 * 256]);
    return new VisualContents(
        spec,
        model(graph),
        new VisualGolden(VisualGolden.VERSION, 1e-3, 0, new float[16]),
        TestPictures.png(golden),
        "{}".getBytes(StandardCharsets.UTF_8),
        labels);
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
    return model(graph);
  }

  private static byte[] model(GraphProto.Builder graph) {
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
