package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.GatewayFinding;

/** Where conditions of the gateway itself go: {@link EdgePipeline#report}. */
@FunctionalInterface
public interface ConditionReporter {
  void report(
      GatewayFinding.Kind kind, String subject, Severity severity, boolean active, String message);
}
