package io.linewatch.edge.window;

import io.linewatch.domain.signal.Quality;
import io.linewatch.model.feature.FeatureVector;
import io.linewatch.model.feature.FeatureWindow;
import io.linewatch.model.feature.Row;
import io.linewatch.model.feature.RowAssembler;
import io.linewatch.model.format.ModelSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Readings of one asset to the input rows of one model. Lane thread. */
public final class ModelWindow {
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final Map<String, Integer> inputs = new HashMap<>();
  private final RowAssembler rows;
  private final FeatureWindow features;
  private final long silenceMicros;
  private long lastArrivalMicros;
  private boolean waiting;

  public ModelWindow(ModelSpec spec) {
    for (int i = 0; i < spec.inputs().size(); i++) {
      inputs.put(spec.inputs().get(i).channel(), i);
    }
    rows = new RowAssembler(spec);
    features = new FeatureWindow(spec);
    silenceMicros = SILENCE.plus(spec.lateness()).plus(spec.gridStep()).toNanos() / 1_000;
  }

  /** Whether two models make the same rows, so that one may take over the other's window. */
  public static boolean sameRows(ModelSpec a, ModelSpec b) {
    return a.inputs().equals(b.inputs())
        && a.gridStep().equals(b.gridStep())
        && a.lateness().equals(b.lateness())
        && a.maxHold().equals(b.maxHold())
        && a.window().equals(b.window())
        && a.features().equals(b.features())
        && a.lags().equals(b.lags());
  }

  /**
   * @param arrivalMicros gateway's clock, microseconds since 1970
   * @return feature rows that are complete now, oldest first; mostly none
   */
  public List<FeatureVector> accept(
      String channel, long timeMicros, double value, Quality quality, long arrivalMicros) {
    Integer input = inputs.get(channel);
    if (input == null) {
      return List.of();
    }
    lastArrivalMicros = arrivalMicros;
    waiting = true;
    return vectors(rows.accept(input, timeMicros, value, quality));
  }

  /**
   * Nothing has come for longer than anything may be late: what waits is made now.
   *
   * @param heardMicros until then nothing could come, whatever was sent
   */
  public List<FeatureVector> flushWhenSilent(long nowMicros, long heardMicros) {
    long since = Math.max(lastArrivalMicros, heardMicros);
    return waiting && nowMicros - since > silenceMicros ? flush() : List.of();
  }

  public List<FeatureVector> flush() {
    waiting = false;
    return vectors(rows.flush());
  }

  /** Readings that came too late for their row. */
  public long late() {
    return rows.late();
  }

  private List<FeatureVector> vectors(List<Row> made) {
    if (made.isEmpty()) {
      return List.of();
    }
    List<FeatureVector> vectors = new ArrayList<>(made.size());
    for (Row row : made) {
      FeatureVector vector = features.accept(row);
      if (vector != null) {
        vectors.add(vector);
      }
    }
    return vectors;
  }
}
