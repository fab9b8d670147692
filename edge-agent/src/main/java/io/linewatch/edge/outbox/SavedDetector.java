package io.linewatch.edge.outbox;

import io.linewatch.domain.decision.DecisionState;
import io.linewatch.domain.finding.ConditionFinding;
import org.jspecify.annotations.Nullable;

/**
 * What a restart needs to go on deciding as if it had never stopped.
 *
 * @param active the finding that last raised or changed the condition; null when normal
 */
public record SavedDetector(DecisionState state, @Nullable ConditionFinding active) {}
