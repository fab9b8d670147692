package io.linewatch.domain.finding;

import io.linewatch.domain.decision.DetectorId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * All conditions of one gateway on one line at one moment. The centre clears what is not in it and
 * raises what it does not know, so a lost or late finding never leaves a wrong picture for longer
 * than an hour.
 *
 * @param detectors every detector the gateway runs on this line, active or not
 * @param active the finding that last raised or changed each active condition
 * @param activeGateway active conditions of the gateway itself, on its home line only
 */
public record ConditionSnapshot(
    String gateway,
    String epoch,
    String line,
    Instant time,
    Set<DetectorId> detectors,
    List<ConditionFinding> active,
    List<GatewayFinding> activeGateway)
    implements Statement {
  public ConditionSnapshot {
    detectors = Set.copyOf(detectors);
    active = List.copyOf(active);
    activeGateway = List.copyOf(activeGateway);
  }
}
