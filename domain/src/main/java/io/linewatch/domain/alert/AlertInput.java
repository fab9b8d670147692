package io.linewatch.domain.alert;

import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.GatewayFinding;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can move an alert. */
public sealed interface AlertInput {
  /**
   * A detector's condition was raised, changed or cleared.
   *
   * @param snapshotTime of the snapshot that repeats the finding; null when the finding came itself
   */
  record Condition(ConditionFinding finding, @Nullable Instant snapshotTime) implements AlertInput {
    public Condition(ConditionFinding finding) {
      this(finding, null);
    }
  }

  /**
   * A condition of a gateway itself began or ended.
   *
   * @param snapshotTime of the snapshot that repeats the finding; null when the finding came itself
   */
  record GatewayCondition(GatewayFinding finding, @Nullable Instant snapshotTime)
      implements AlertInput {
    public GatewayCondition(GatewayFinding finding) {
      this(finding, null);
    }
  }

  /** A snapshot shows that the condition no longer holds, though no finding said so. */
  record Absent(Alert.ClearCause cause, Instant time) implements AlertInput {}

  /**
   * Suppression by design begins or ends: plant logic says that this alert is not to be shown now.
   *
   * @param reason in one plain phrase, such as "line in start-up"
   */
  record Suppress(boolean suppressed, String reason, Instant time) implements AlertInput {}

  /** A person asks for something. */
  record Command(AlertCommand command) implements AlertInput {}

  /** Time passes: shelving may expire, an acknowledged alert may re-alarm. */
  record Tick(Instant now) implements AlertInput {}
}
