package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;

/** A graph as an ONNX file; the same graph always gives the same bytes. */
final class GraphFile {
  /** Domain of the classic machine-learning operators, part of the ONNX standard. */
  static final String ML_DOMAIN = "ai.onnx.ml";

  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 17;
  private static final int ML_OPERATOR_SET = 3;

  private GraphFile() {}

  static byte[] of(GraphProto graph) {
    return of(graph, OPERATOR_SET);
  }

  /**
   * @param operatorSet version of ONNX's operators that the graph was written for
   */
  static byte[] of(GraphProto graph, long operatorSet) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("linewatch")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(operatorSet))
            .setGraph(graph);
    if (graph.getNodeList().stream().anyMatch(node -> node.getDomain().equals(ML_DOMAIN))) {
      model.addOpsetImport(
          OperatorSetIdProto.newBuilder().setDomain(ML_DOMAIN).setVersion(ML_OPERATOR_SET));
    }
    return model.build().toByteArray();
  }
}
