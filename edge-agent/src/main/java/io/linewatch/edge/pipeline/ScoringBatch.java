package io.linewatch.edge.pipeline;

import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.finding.RemainingLife;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.edge.inference.Scores;
import io.linewatch.model.format.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All rows of one lane batch: one inference call per model, whatever asset they are of. */
final class ScoringBatch {
  private static final Logger LOG = LoggerFactory.getLogger(ScoringBatch.class);
  private static final int MAX_ROWS = 1_024;
  private static final int MAX_CONTRIBUTIONS = 8;

  /** Takes what was scored, in the order of the rows of one asset. */
  @FunctionalInterface
  interface Taker {
    void scored(
        ModelTrack track,
        Instant time,
        double score,
        Supplier<Evidence> evidence,
        ModelTrack.Waiting row);
  }

  private final PipelineMetrics metrics;
  private final Taker taker;

  ScoringBatch(PipelineMetrics metrics, Taker taker) {
    this.metrics = metrics;
    this.taker = taker;
  }

  /** Scores all and lets go of their models. */
  void score(List<ModelTrack.Waiting> waiting) {
    // LoadedModel has no equals: the same session, not a like one.
    Map<LoadedModel, List<ModelTrack.Waiting>> byModel = new HashMap<>();
    List<LoadedModel> order = new ArrayList<>();
    for (ModelTrack.Waiting row : waiting) {
      byModel
          .computeIfAbsent(
              row.model(),
              model -> {
                order.add(model);
                return new ArrayList<>();
              })
          .add(row);
    }
    for (LoadedModel model : order) {
      List<ModelTrack.Waiting> rows = byModel.getOrDefault(model, List.of());
      for (int from = 0; from < rows.size(); from += MAX_ROWS) {
        score(model, rows.subList(from, Math.min(rows.size(), from + MAX_ROWS)));
      }
    }
    waiting.forEach(row -> row.model().release());
  }

  private void score(LoadedModel model, List<ModelTrack.Waiting> rows) {
    Scores scores;
    metrics.inferenceCalls.increment();
    try {
      scores = model.score(rows.stream().map(row -> row.vector().values()).toList());
    } catch (RuntimeException failed) {
      metrics.inferenceFailures.increment();
      LOG.error("model {} failed to score {} rows", model.digest(), rows.size(), failed);
      rows.forEach(row -> row.track().scores.markIncomplete());
      return;
    }
    int scored = 0;
    for (int i = 0; i < rows.size(); i++) {
      ModelTrack.Waiting row = rows.get(i);
      double score = scores.score()[i];
      if (!Double.isFinite(score)) {
        metrics.inferenceFailures.increment();
        row.track().scores.markIncomplete();
        continue;
      }
      scored++;
      Instant time = Instant.EPOCH.plus(row.vector().timeMicros(), ChronoUnit.MICROS);
      int place = i;
      Supplier<Evidence> evidence = () -> evidence(model, scores, place);
      taker.scored(row.track(), time, score, evidence, row);
    }
    metrics.scores.increment(scored);
  }

  private static Evidence evidence(LoadedModel model, Scores scores, int row) {
    float[] shares = scores.contributions(row);
    List<ModelSpec.Input> inputs = model.spec().inputs();
    List<Evidence.Contribution> contributions = new ArrayList<>(shares.length);
    for (int c = 0; c < shares.length; c++) {
      double share = Math.clamp(shares[c], 0.0, 1.0);
      if (share > 0) {
        contributions.add(new Evidence.Contribution(inputs.get(c).channel(), share));
      }
    }
    contributions.sort(Comparator.comparingDouble(Evidence.Contribution::share).reversed());
    int kept = Math.min(contributions.size(), MAX_CONTRIBUTIONS);
    RemainingLife life = life(scores.lives(), row, model.spec().gridStep());
    return new Evidence(model.digest(), contributions.subList(0, kept), life);
  }

  private static @Nullable RemainingLife life(
      Scores.@Nullable Lives lives, int row, Duration cycle) {
    if (lives == null) {
      return null;
    }
    float life = lives.cycles()[row];
    float low = lives.low()[row];
    float high = lives.high()[row];
    boolean told = Float.isFinite(life) && Float.isFinite(low) && Float.isFinite(high);
    return told ? RemainingLife.of(life, low, high, cycle) : null;
  }
}
