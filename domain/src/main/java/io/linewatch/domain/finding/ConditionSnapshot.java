package io.linewatch.domain.finding;

import io.linewatch.domain.decision.DetectorId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All conditions of one gateway on one line at one moment. The centre clears what is not in it and
 * raises what it does not know, so a lost or late finding never leaves a wrong picture for longer
 * than an hour.
 *
 * <p>A large line's snapshot comes in parts, each a statement of its own: it speaks of the sources
 * (detectors, conditions of the gateway) from {@code from} to below {@code to} in the order of
 * their text, and of no other. The parts of one snapshot leave none out.
 *
 * @param detectors every detector the gateway runs on this line, active or not
 * @param active the finding that last raised or changed each active condition
 * @param activeGateway active conditions of the gateway itself, on its home line only
 * @param from first source that it speaks of; null for all from the beginning
 * @param to first source that it does not speak of any more; null for all to the end
 */
public record ConditionSnapshot(
    String gateway,
    String epoch,
    String line,
    Instant time,
    Set<DetectorId> detectors,
    List<ConditionFinding> active,
    List<GatewayFinding> activeGateway,
    @Nullable String from,
    @Nullable String to)
    implements Statement {
  public ConditionSnapshot {
    detectors = Set.copyOf(detectors);
    active = List.copyOf(active);
    activeGateway = List.copyOf(activeGateway);
  }

  /** The whole snapshot in one. */
  public ConditionSnapshot(
      String gateway,
      String epoch,
      String line,
      Instant time,
      Set<DetectorId> detectors,
      List<ConditionFinding> active,
      List<GatewayFinding> activeGateway) {
    this(gateway, epoch, line, time, detectors, active, activeGateway, null, null);
  }

  /** Whether it speaks of this source: if it is not active here, it is not active. */
  public boolean speaksOf(String source) {
    return (from == null || source.compareTo(from) >= 0)
        && (to == null || source.compareTo(to) < 0);
  }
}
