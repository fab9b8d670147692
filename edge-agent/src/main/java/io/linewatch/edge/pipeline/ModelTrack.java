package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.edge.window.MinuteSeries;
import io.linewatch.edge.window.ModelWindow;
import io.linewatch.model.feature.FeatureVector;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One model slot of one asset on its lane. A model that replaces another fills its own window
 * beside it and takes over with its first row, so that scores have no gap; when both make the same
 * rows, it takes over at once. Lane thread.
 */
final class ModelTrack {

  /** A row that waits for the batch's one inference call. */
  record Waiting(ModelTrack track, LoadedModel model, FeatureVector vector) {}

  private record Scorer(LoadedModel model, ModelWindow window) {}

  final DetectorId id;
  final MinuteSeries scores;
  @Nullable Detector detector;
  private @Nullable Scorer current;
  private @Nullable Scorer next;
  private final Consumer<String> scoring;
  private final ModelGaps gaps;

  /**
   * @param gaps told what this model could not score
   * @param scoring told the digest of the model that scores from now on
   */
  ModelTrack(DetectorId id, MinuteSeries scores, ModelGaps gaps, Consumer<String> scoring) {
    this.id = id;
    this.scores = scores;
    this.gaps = gaps;
    this.scoring = scoring;
  }

  /** Takes over the caller's hold on the model. */
  void install(LoadedModel model) {
    release(next);
    next = null;
    Scorer now = current;
    if (now != null && ModelWindow.sameRows(now.model.spec(), model.spec())) {
      now.model.release();
      takeOver(new Scorer(model, now.window));
    } else if (now == null) {
      takeOver(new Scorer(model, new ModelWindow(model.spec())));
    } else {
      next = new Scorer(model, new ModelWindow(model.spec()));
    }
  }

  private void takeOver(Scorer scorer) {
    current = scorer;
    scoring.accept(scorer.model.digest());
  }

  void accept(
      String channel,
      long timeMicros,
      double value,
      Quality quality,
      long arrivalMicros,
      List<Waiting> waiting) {
    gaps.heard(timeMicros, current == null ? null : current.model.spec());
    if (current != null) {
      long late = current.window.late();
      add(
          current,
          current.window.accept(channel, timeMicros, value, quality, arrivalMicros),
          waiting);
      if (current.window.late() > late) {
        gaps.late(timeMicros, arrivalMicros);
      }
    }
    if (next != null) {
      List<FeatureVector> made =
          next.window.accept(channel, timeMicros, value, quality, arrivalMicros);
      if (!made.isEmpty()) {
        replaceBy(next, made, waiting);
      }
    }
  }

  /**
   * The old one scores all it has readings for, then the new one goes on; a moment both score is
   * decided once, because a detector takes nothing that is not newer.
   */
  private void replaceBy(Scorer candidate, List<FeatureVector> made, List<Waiting> waiting) {
    flush(waiting);
    release(current);
    next = null;
    takeOver(candidate);
    add(candidate, made, waiting);
  }

  void flushWhenSilent(long nowMicros, long heardMicros, List<Waiting> waiting) {
    if (current != null) {
      add(current, current.window.flushWhenSilent(nowMicros, heardMicros), waiting);
    }
    gaps.settle(nowMicros);
  }

  void flush(List<Waiting> waiting) {
    if (current != null) {
      add(current, current.window.flush(), waiting);
    }
    gaps.end();
  }

  /** The model is held until its row is scored, even if it is replaced before. */
  private void add(Scorer scorer, List<FeatureVector> made, List<Waiting> waiting) {
    if (!made.isEmpty()) {
      gaps.scored(made.getFirst().timeMicros());
    }
    for (FeatureVector vector : made) {
      waiting.add(new Waiting(this, scorer.model.retain(), vector));
    }
  }

  long late() {
    return current == null ? 0 : current.window.late();
  }

  void close() {
    release(current);
    release(next);
    current = null;
    next = null;
    scores.closeAll();
  }

  private static void release(@Nullable Scorer scorer) {
    if (scorer != null) {
      scorer.model.release();
    }
  }
}
