package io.linewatch.bench.quality;

import io.linewatch.domain.decision.AlarmDecision;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DecisionInput;
import io.linewatch.domain.decision.DecisionState;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.edge.window.ModelWindow;
import io.linewatch.model.csv.CsvRecording.CsvRow;
import io.linewatch.model.feature.FeatureVector;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges recordings as a gateway does: the agent's windows and inference, then {@link
 * AlarmDecision} under a policy. One thread.
 */
final class SeriesEvaluator {
  private static final int BATCH = 512;

  private final LoadedModel model;
  private final AlarmPolicy policy;

  SeriesEvaluator(LoadedModel model, AlarmPolicy policy) {
    this.model = model;
    this.policy = policy;
  }

  /** By row, whether the condition stood at its time; see {@link #severities}. */
  boolean[] verdicts(LabelledRecording recording) {
    List<@Nullable Severity> severities = severities(recording);
    boolean[] verdicts = new boolean[severities.size()];
    for (int i = 0; i < verdicts.length; i++) {
      verdicts[i] = severities.get(i) != null;
    }
    return verdicts;
  }

  /** By row, whether the decision changed with it: raised, cleared, or of another severity. */
  boolean[] changes(LabelledRecording recording) {
    List<@Nullable Severity> severities = severities(recording);
    boolean[] changes = new boolean[severities.size()];
    for (int i = 1; i < changes.length; i++) {
      changes[i] = severities.get(i) != severities.get(i - 1);
    }
    return changes;
  }

  /**
   * By row, the severity that stood at its time; null when none did. A row between two scores has
   * the severity of the score that covers it; one for which no window could be made keeps the one
   * before.
   */
  List<@Nullable Severity> severities(LabelledRecording recording) {
    NavigableMap<Instant, Optional<Severity>> active = decided(recording);
    List<@Nullable Severity> severities = new ArrayList<>(recording.rows().size());
    Severity last = null;
    for (CsvRow row : recording.rows()) {
      Instant time = instant(row.timeMicros());
      Map.Entry<Instant, Optional<Severity>> covers = active.ceilingEntry(time);
      if (covers != null && covers.getKey().isBefore(time.plus(model.spec().gridStep()))) {
        last = covers.getValue().orElse(null);
      }
      severities.add(last);
    }
    return severities;
  }

  private NavigableMap<Instant, Optional<Severity>> decided(LabelledRecording recording) {
    NavigableMap<Instant, Optional<Severity>> active = new TreeMap<>();
    DecisionState state = DecisionState.INITIAL;
    List<FeatureVector> vectors = vectors(recording);
    for (int from = 0; from < vectors.size(); from += BATCH) {
      List<FeatureVector> batch = vectors.subList(from, Math.min(vectors.size(), from + BATCH));
      float[] scores = model.score(batch.stream().map(FeatureVector::values).toList()).score();
      for (int i = 0; i < scores.length; i++) {
        Instant time = instant(batch.get(i).timeMicros());
        Decision decision =
            AlarmDecision.decide(
                state, new DecisionInput(time, scores[i], batch.get(i).quality(), null), policy);
        state = decision.state();
        active.put(time, Optional.ofNullable(state.activeSeverity()));
      }
    }
    return active;
  }

  private List<FeatureVector> vectors(LabelledRecording recording) {
    ModelWindow window = new ModelWindow(model.spec());
    List<FeatureVector> vectors = new ArrayList<>();
    for (CsvRow row : recording.rows()) {
      for (int c = 0; c < row.values().length; c++) {
        double value = row.values()[c];
        if (Double.isFinite(value)) {
          vectors.addAll(
              window.accept(
                  recording.channels().get(c),
                  row.timeMicros(),
                  value,
                  Quality.GOOD,
                  row.timeMicros()));
        }
      }
    }
    vectors.addAll(window.flush());
    return vectors;
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
