package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.GatewayStatus.ModelStatus;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.edge.inference.ModelSource;
import io.linewatch.edge.intake.Intake;
import io.linewatch.edge.signal.Rejection;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** From a message to what the outbox keeps. */
public final class EdgePipeline implements AutoCloseable {

  /**
   * @param gateway this gateway's name
   * @param lanes how many threads own assets, 1 to 64
   * @param stateDir where native libraries and temporary files go
   */
  public record Settings(String gateway, int lanes, Path stateDir) {}

  public EdgePipeline(
      Settings settings,
      DurableOutput output,
      List<Intake> intakes,
      ModelSource models,
      MeterRegistry metrics,
      InstantSource clock) {}

  /** Starts the lanes, then the intakes. Apply the cached desired state first, if there is one. */
  public void start() {}

  /**
   * Replaces what the gateway does, all or nothing, without losing the decision state of detectors
   * that stay. Control thread.
   *
   * @return problems, one sentence each; empty when it was applied
   */
  public List<String> apply(DesiredState desired) {
    throw new UnsupportedOperationException("not written yet: " + desired);
  }

  /**
   * Takes a snapshot of every line on the lanes' own threads <em>and submits it to the outbox</em>
   * while the lanes wait, so that it stands in order with the findings. The caller must not submit
   * it again.
   *
   * @return what was submitted
   */
  public List<ConditionSnapshot> snapshots(Instant now) {
    throw new UnsupportedOperationException("not written yet: " + now);
  }

  /** How each assigned model stands. Any thread. */
  public List<ModelStatus> models() {
    return List.of();
  }

  /** Bounded names: readings, rejections by reason, findings, … Any thread. */
  public Map<String, Long> counts() {
    return Map.of();
  }

  /** The last refused messages, newest first. Any thread. */
  public List<Rejection> lastRejections() {
    return List.of();
  }

  /**
   * A condition of the gateway itself begins, changes its words or ends. Goes to the outbox as a
   * {@link GatewayFinding} when it is news, and into the snapshots while it lasts. Before the first
   * desired state it waits for one, because that says where the gateway stands.
   *
   * @param subject what it is about, such as a connection's id; empty for the gateway as a whole
   */
  public void report(
      GatewayFinding.Kind kind,
      String subject,
      Severity severity,
      boolean active,
      String message) {}

  /**
   * Stops in stages: intakes take nothing more, lanes drain and close their series,
   * acknowledgements leave. A quarter of the patience is kept for force.
   *
   * @return whether everything was drained
   */
  public boolean stop(Duration patience) {
    return true;
  }

  @Override
  public void close() {
    stop(Duration.ofSeconds(10));
  }
}
