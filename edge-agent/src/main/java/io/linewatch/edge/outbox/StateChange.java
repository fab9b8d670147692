package io.linewatch.edge.outbox;

import io.linewatch.domain.decision.DecisionState;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.ConditionFinding;
import org.jspecify.annotations.Nullable;

/**
 * The state of one detector from now on; replaces the one before.
 *
 * @param active the finding that last raised or changed the condition; null when normal
 */
public record StateChange(
    DetectorId detector, DecisionState state, @Nullable ConditionFinding active) {}
