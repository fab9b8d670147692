package io.linewatch.bench.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.VisualPackage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime on a visual package's graph with nothing around it: one thread, inputs that lie
 * ready in native memory. What judging a picture cannot be cheaper than. One thread.
 */
public final class RawPictures implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new HashMap<>();
  private final String score;

  /**
   * @param ready a picture as the graph takes it, by scale
   */
  public RawPictures(VisualPackage source, List<PicturePreparation.Input> ready)
      throws OrtException, IOException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(Files.readAllBytes(source.onnxFile()), options);
    }
    score = source.spec().outputs().score();
    for (int i = 0; i < ready.size(); i++) {
      PicturePreparation.Input input = ready.get(i);
      FloatBuffer values =
          ByteBuffer.allocateDirect(input.values().length * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      values.put(input.values()).flip();
      long[] shape = {1, Picture.CHANNELS, input.height(), input.width()};
      inputs.put(
          source.spec().scales().get(i).input(),
          OnnxTensor.createTensor(environment, values, shape));
    }
  }

  /** Runs the graph; percent of the model's limit. */
  public float score() throws OrtException {
    try (OrtSession.Result result = session.run(inputs)) {
      return ((OnnxTensor) result.get(score).orElseThrow()).getFloatBuffer().get(0);
    }
  }

  @Override
  public void close() throws OrtException {
    inputs.values().forEach(OnnxTensor::close);
    session.close();
  }
}
