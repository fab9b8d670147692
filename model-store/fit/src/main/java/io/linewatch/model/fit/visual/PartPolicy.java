package io.linewatch.model.fit.visual;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The policy a station's finding gets unless the plant sets its own: told part by part, at once.
 */
final class PartPolicy {
  private PartPolicy() {}

  /**
   * @param cause what a finding says of the part
   */
  static AlarmPolicy saying(String cause) {
    return new AlarmPolicy(
        1,
        AlarmClass.ADVISORY,
        List.of(new Limit(Severity.MEDIUM, Comparison.ABOVE, 100)),
        null,
        null,
        Duration.ZERO,
        Duration.ZERO,
        0,
        false,
        null,
        Set.of(),
        null,
        cause,
        "A defective part goes on",
        "Look at the marked spot and take the part out if it is defective");
  }
}
