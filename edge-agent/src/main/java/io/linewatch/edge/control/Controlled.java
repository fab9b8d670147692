package io.linewatch.edge.control;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.GatewayStatus.ModelStatus;
import io.linewatch.domain.desired.GatewayStatus.RecordingStatus;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.edge.pipeline.EdgePipeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the control thread steers: the {@link EdgePipeline}, or a test's own. */
public interface Controlled {
  /**
   * @return problems; empty when it was applied
   */
  List<String> apply(DesiredState desired);

  /** Submits a snapshot of every line. */
  void snapshot(Instant now);

  List<ModelStatus> models();

  Map<String, Long> counts();

  /** How recordings stand; nothing where there is no recorder. */
  default List<RecordingStatus> recordings() {
    return List.of();
  }

  void report(
      GatewayFinding.Kind kind, String subject, Severity severity, boolean active, String message);

  /** The pipeline alone. */
  static Controlled of(EdgePipeline pipeline) {
    return of(pipeline, _ -> {}, List::of);
  }

  /**
   * @param applied told of every desired state that was applied
   * @param recordings asked for how they stand
   */
  static Controlled of(
      EdgePipeline pipeline,
      Consumer<DesiredState> applied,
      Supplier<List<RecordingStatus>> recordings) {
    return new Controlled() {
      @Override
      public List<String> apply(DesiredState desired) {
        List<String> problems = pipeline.apply(desired);
        if (problems.isEmpty()) {
          applied.accept(desired);
        }
        return problems;
      }

      @Override
      public List<RecordingStatus> recordings() {
        return recordings.get();
      }

      @Override
      public void snapshot(Instant now) {
        pipeline.snapshots(now);
      }

      @Override
      public List<ModelStatus> models() {
        return pipeline.models();
      }

      @Override
      public Map<String, Long> counts() {
        return pipeline.counts();
      }

      @Override
      public void report(
          GatewayFinding.Kind kind,
          String subject,
          Severity severity,
          boolean active,
          String message) {
        pipeline.report(kind, subject, severity, active, message);
      }
    };
  }
}
