package io.linewatch.bench.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.linewatch.model.format.ModelPackage;
import io.linewatch.model.format.ModelSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime with nothing around it: what scoring cannot be cheaper than. One thread, and a
 * direct input buffer that is used again.
 */
final class RawScorer implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final ModelSpec spec;
  private final int features;
  private FloatBuffer input = FloatBuffer.allocate(0);

  RawScorer(ModelPackage source) throws OrtException, IOException {
    spec = source.spec();
    features = spec.featureCount();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(Files.readAllBytes(source.onnxFile()), options);
    }
  }

  /**
   * Scores a batch and reads all outputs.
   *
   * @return the first row's score
   */
  float score(List<float[]> rows) throws OrtException {
    int values = rows.size() * features;
    if (input.capacity() != values) {
      input =
          ByteBuffer.allocateDirect(values * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
    }
    input.clear();
    rows.forEach(input::put);
    input.flip();
    long[] shape = {rows.size(), features};
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input, shape);
        OrtSession.Result result = session.run(Map.of(ModelSpec.GRAPH_INPUT, tensor))) {
      float[] score = array(result, spec.outputs().score());
      var _ = array(result, spec.outputs().t2());
      var _ = array(result, spec.outputs().spe());
      var _ = array(result, spec.outputs().contributions());
      return score[0];
    }
  }

  private static float[] array(OrtSession.Result result, String name) {
    OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
    FloatBuffer buffer = tensor.getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
