package io.linewatch.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.VisualSpec;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a graph of pictures in ONNX Runtime on one core. Not thread-safe. */
public final class PictureRunner implements AutoCloseable {
  private final OrtSession session;
  private final List<VisualSpec.Scale> scales;

  /**
   * @param scales the graph's inputs
   * @throws OnnxFailed when the runtime cannot load the graph
   */
  public PictureRunner(byte[] onnx, List<VisualSpec.Scale> scales) throws OnnxFailed {
    this.scales = List.copyOf(scales);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      this.session = OrtEnvironment.getEnvironment().createSession(onnx, options);
    } catch (OrtException e) {
      throw new OnnxFailed(e);
    }
  }

  /**
   * One output.
   *
   * @param shape its sizes
   * @param values the last dimension first
   */
  public record Output(long[] shape, float[] values) {}

  /** All outputs of one run. */
  public record Outputs(Map<String, Output> byName) {
    public Outputs {
      byName = Map.copyOf(byName);
    }

    /**
     * @throws IllegalArgumentException when the graph has no such output
     */
    public Output get(String name) {
      Output output = byName.get(name);
      if (output == null) {
        throw new IllegalArgumentException(
            "no output '" + name + "'; there are " + byName.keySet());
      }
      return output;
    }
  }

  /**
   * @param inputs by scale
   */
  public Outputs run(List<PicturePreparation.Input> inputs) throws OnnxFailed {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    Map<String, Output> outputs = new HashMap<>();
    try {
      for (int i = 0; i < scales.size(); i++) {
        PicturePreparation.Input input = inputs.get(i);
        tensors.put(
            scales.get(i).input(),
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(),
                FloatBuffer.wrap(input.values()),
                new long[] {1, Picture.CHANNELS, input.height(), input.width()}));
      }
      try (OrtSession.Result result = session.run(tensors)) {
        for (Map.Entry<String, ai.onnxruntime.OnnxValue> entry : result) {
          OnnxTensor tensor = (OnnxTensor) entry.getValue();
          FloatBuffer values = tensor.getFloatBuffer();
          float[] flat = new float[values.remaining()];
          values.get(flat);
          outputs.put(entry.getKey(), new Output(tensor.getInfo().getShape(), flat));
        }
      }
    } catch (OrtException e) {
      throw new OnnxFailed(e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
    return new Outputs(outputs);
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
