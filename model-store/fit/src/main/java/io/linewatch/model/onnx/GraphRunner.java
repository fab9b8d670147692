package io.linewatch.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.linewatch.model.format.ModelSpec;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs a graph in ONNX Runtime and gives every output it has, also those that a gateway does not
 * read. Not thread-safe.
 */
public final class GraphRunner implements AutoCloseable {
  private final OrtSession session;

  /**
   * @throws OnnxFailed when the runtime cannot load the graph
   */
  public GraphRunner(byte[] onnx) throws OnnxFailed {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      this.session = OrtEnvironment.getEnvironment().createSession(onnx, options);
    } catch (OrtException e) {
      throw new OnnxFailed(e);
    }
  }

  /** Version of ONNX Runtime in this process. */
  public static String runtimeVersion() {
    return OrtEnvironment.getEnvironment().getVersion();
  }

  /**
   * All outputs by name, each flat, row after row.
   *
   * @param rows [N, F], at least one
   */
  public Map<String, float[]> run(float[][] rows) throws OnnxFailed {
    Map<String, float[]> outputs = new TreeMap<>();
    try (OnnxTensor input = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), rows);
        OrtSession.Result result = session.run(Map.of(ModelSpec.GRAPH_INPUT, input))) {
      result.forEach(entry -> {
        FloatBuffer values = ((OnnxTensor) entry.getValue()).getFloatBuffer();
        float[] flat = new float[values.remaining()];
        values.get(flat);
        outputs.put(entry.getKey(), flat);
      });
    } catch (OrtException e) {
      throw new OnnxFailed(e);
    }
    return outputs;
  }

  @Override
  public void close() throws OnnxFailed {
    try {
      session.close();
    } catch (OrtException e) {
      throw new OnnxFailed(e);
    }
  }
}
