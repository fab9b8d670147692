package io.linewatch.standalone.past;

import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.signal.Quality;
import io.linewatch.model.feature.FeatureVector;
import io.linewatch.model.feature.FeatureWindow;
import io.linewatch.model.feature.Row;
import io.linewatch.model.feature.RowAssembler;
import io.linewatch.model.format.ModelPackage;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.OnnxScorer;
import io.linewatch.standalone.process.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a fitted model would have said of one asset's past: the same rows, windows and graph as on
 * the gateway. One thread.
 */
final class PastScores implements AutoCloseable {
  private static final int TOP_CONTRIBUTIONS = 8;

  private final ModelPackage model;
  private final OnnxScorer scorer;
  private final Map<String, Integer> inputs = new HashMap<>();
  private final RowAssembler rows;
  private final FeatureWindow window;
  private @Nullable FeatureVector newest;

  /**
   * @param percent of the model's limit
   */
  record Scored(double percent, Evidence evidence) {}

  PastScores(ModelPackage model) throws IOException {
    this.model = model;
    ModelSpec spec = model.spec();
    for (int i = 0; i < spec.inputs().size(); i++) {
      inputs.put(spec.inputs().get(i).channel(), i);
    }
    rows = new RowAssembler(spec);
    window = new FeatureWindow(spec);
    try {
      scorer = new OnnxScorer(Files.readAllBytes(model.onnxFile()), spec.outputs());
    } catch (OnnxFailed e) {
      throw new StartFailed("the model " + spec.name() + " cannot be loaded", e);
    }
  }

  void feed(String channel, Instant time, double value) {
    Integer input = inputs.get(channel);
    if (input != null) {
      long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
      rows.accept(input, micros, value, Quality.GOOD).forEach(this::window);
    }
  }

  /** The score of the newest full window since the last call, or null when there is none. */
  @Nullable Scored score() {
    rows.flush().forEach(this::window);
    FeatureVector features = newest;
    newest = null;
    if (features == null) {
      return null;
    }
    try {
      OnnxScorer.Scores scores = scorer.score(new float[][] {features.values()});
      return new Scored(scores.score()[0], evidence(scores.contributions()[0]));
    } catch (OnnxFailed e) {
      throw new StartFailed("the model " + model.spec().name() + " cannot score", e);
    }
  }

  private void window(Row row) {
    FeatureVector made = window.accept(row);
    newest = made == null ? newest : made;
  }

  private Evidence evidence(float[] shares) {
    List<Evidence.Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      contributions.add(
          new Evidence.Contribution(model.spec().inputs().get(i).channel(), shares[i]));
    }
    contributions.sort(Comparator.comparingDouble(Evidence.Contribution::share).reversed());
    return new Evidence(
        model.digest(),
        contributions.subList(0, Math.min(TOP_CONTRIBUTIONS, contributions.size())));
  }

  @Override
  public void close() throws OnnxFailed {
    scorer.close();
  }
}
