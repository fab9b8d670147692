package io.linewatch.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.OnnxGraph;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OnnxGraphTest {
  private static final byte[] GOOD =
      new PcaGraph(
              new double[] {0, 0},
              new double[] {1, 1},
              new double[][] {{1}, {0}},
              new double[] {1},
              10,
              10,
              new int[] {0, 1},
              2,
              1e6,
              Averaging.none(2))
          .toOnnx();

  private static ModelProto.Builder good() throws Exception {
    return ModelProto.parseFrom(GOOD).toBuilder();
  }

  private static void assertRefused(byte[] onnx, String reason) {
    assertThatThrownBy(() -> OnnxGraph.inspect(onnx))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aGraphWeWroteIsReadWhole() throws Exception {
    OnnxGraph graph = OnnxGraph.inspect(GOOD);
    assertThat(graph.inputs()).extracting(OnnxGraph.Value::name).containsExactly("features");
    assertThat(graph.inputs().getFirst().shape()).containsExactly(-1L, 2L);
    assertThat(graph.outputs()).hasSize(4);
    assertThat(graph.operators()).contains("MatMul", "Clip");
  }

  @Test
  void dataOutsideTheFileIsRefused() throws Exception {
    ModelProto.Builder byLocation = good();
    byLocation
        .getGraphBuilder()
        .getInitializerBuilder(0)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL);
    assertRefused(byLocation.build().toByteArray(), "outside its file");
    ModelProto.Builder byEntry = good();
    byEntry
        .getGraphBuilder()
        .getInitializerBuilder(0)
        .addExternalData(
            StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/passwd"));
    assertRefused(byEntry.build().toByteArray(), "outside its file");
  }

  @Test
  void operatorsOfForeignDomainsAreRefused() throws Exception {
    ModelProto.Builder inNode = good();
    inNode.getGraphBuilder().getNodeBuilder(0).setDomain("com.example");
    assertRefused(inNode.build().toByteArray(), "foreign domain 'com.example'");
    ModelProto.Builder imported = good();
    imported.addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.example").setVersion(1));
    assertRefused(imported.build().toByteArray(), "foreign domain 'com.example'");
  }

  @Test
  void everyCutOffFileIsRefused() {
    for (int length = 0; length < GOOD.length; length++) {
      byte[] cut = Arrays.copyOf(GOOD, length);
      assertThatThrownBy(() -> OnnxGraph.inspect(cut))
          .as("length %d", length)
          .isInstanceOf(ModelRefused.class);
    }
  }
}
