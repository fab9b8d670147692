package io.linewatch.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.linewatch.model.format.GoldenSamples;
import io.linewatch.model.format.ModelSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a graph in ONNX Runtime, to compare it with what the fit computed. Not thread-safe. */
public final class OnnxScorer implements AutoCloseable {
  private final OrtSession session;
  private final ModelSpec.Outputs names;

  /** Outputs for a batch of rows. */
  public record Scores(float[] score, float[] t2, float[] spe, float[][] contributions) {}

  /**
   * @throws OnnxFailed when the runtime cannot load the graph
   */
  public OnnxScorer(byte[] onnx, ModelSpec.Outputs names) throws OnnxFailed {
    this.names = names;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      this.session = OrtEnvironment.getEnvironment().createSession(onnx, options);
    } catch (OrtException e) {
      throw new OnnxFailed(e);
    }
  }

  public Scores score(float[][] rows) throws OnnxFailed {
    try (OnnxTensor input = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), rows);
        OrtSession.Result result = session.run(Map.of(ModelSpec.GRAPH_INPUT, input))) {
      return new Scores(
          (float[]) output(result, names.score()),
          (float[]) output(result, names.t2()),
          (float[]) output(result, names.spe()),
          (float[][]) output(result, names.contributions()));
    } catch (OrtException e) {
      throw new OnnxFailed(e);
    }
  }

  /**
   * Runs golden samples.
   *
   * @return what differs, or null when the graph answers as the fit computed
   */
  public @Nullable String difference(GoldenSamples golden) throws OnnxFailed {
    List<GoldenSamples.Sample> samples = golden.samples();
    Scores scores =
        score(samples.stream().map(GoldenSamples.Sample::features).toArray(float[][]::new));
    for (int i = 0; i < samples.size(); i++) {
      String difference =
          golden.difference(
              i, scores.score[i], scores.t2[i], scores.spe[i], scores.contributions[i]);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private static Object output(OrtSession.Result result, String name) throws OrtException {
    return result
        .get(name)
        .orElseThrow(() -> new IllegalStateException("the graph has no output '" + name + "'"))
        .getValue();
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
