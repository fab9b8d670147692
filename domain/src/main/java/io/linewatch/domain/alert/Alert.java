package io.linewatch.domain.alert;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.plant.AssetPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, as people work with it: the state is (condition, acknowledged, latched)
 * and three flags that overlap with it (ISA-18.2, IEC 62682).
 *
 * @param id stable, URL-safe; made from the finding that raised it, and from the time of the
 *     snapshot when it was raised by a finding that a snapshot repeated
 * @param source text form of the detector, or {@code GatewayFinding.source()}; one live alert per
 *     source
 * @param revision rises by one with every event; commands carry the revision the person saw
 * @param stateRevision revision of the last event that was no comment: a command from a screen that
 *     showed an older one is stale
 * @param lastTransition what that event was
 * @param lastFinding id of the last finding applied: what is not newer within its outbox epoch is a
 *     repetition or came too late
 * @param active whether the condition holds
 * @param latched whether it stays until an operator resets it; only set once the condition has
 *     cleared
 * @param severity severity now, or at the end
 * @param highestSeverity the greatest seen; starts anew when the condition comes back after it was
 *     both acknowledged and cleared
 * @param occurrences how often the condition came while this alert was open
 * @param raisedAt event time of the first occurrence; never changes
 * @param changedAt time of the last event
 * @param acknowledgedAt null while unacknowledged, like {@code acknowledgedBy}
 * @param clearedAt null while active
 * @param clearCause why it cleared; null while active
 * @param value the decision input when the condition was last raised or changed its severity; 0,
 *     and {@code unit} empty, for a gateway's own condition
 * @param limit null for a rate of change and for a gateway's own condition
 * @param comments newest last, at most {@value #MAX_COMMENTS}
 */
public record Alert(
    String id,
    String source,
    AssetPath asset,
    String gateway,
    long revision,
    long stateRevision,
    AlertEvent.Transition lastTransition,
    FindingId lastFinding,
    boolean active,
    boolean acknowledged,
    boolean latched,
    @Nullable Shelving shelving,
    boolean suppressed,
    boolean outOfService,
    AlarmClass alarmClass,
    Severity severity,
    Severity highestSeverity,
    int occurrences,
    Instant raisedAt,
    Instant changedAt,
    @Nullable Instant acknowledgedAt,
    @Nullable String acknowledgedBy,
    @Nullable Instant clearedAt,
    @Nullable ClearCause clearCause,
    double value,
    String unit,
    @Nullable Limit limit,
    boolean latching,
    @Nullable Duration reAlarm,
    String cause,
    String consequence,
    String operatorAction,
    Evidence evidence,
    long policyRevision,
    List<Comment> comments) {
  public static final int MAX_COMMENTS = 50;

  public Alert {
    comments = List.copyOf(comments);
  }

  /** Why a condition ended; the names are wire format. */
  public enum ClearCause {
    RETURNED_TO_NORMAL,
    RECONCILED,
    POLICY_REMOVED,
    MODEL_REMOVED,
    GATEWAY_REPORTED_OVER
  }

  /**
   * @param until when it ends by itself; null for one-shot, which ends when the condition clears
   * @param latest when it ends at the latest, one-shot or not
   */
  public record Shelving(
      String by, String reason, Instant from, @Nullable Instant until, Instant latest) {}

  public record Comment(String by, Instant at, String text) {}

  /** Whether nothing is left to do: cleared, acknowledged, not latched. */
  public boolean isClosed() {
    return !active && acknowledged && !latched;
  }

  /** Whether it is closed and no flag has to outlive it, so that nobody needs to keep it. */
  public boolean isForgettable() {
    return isClosed() && shelving == null && !suppressed && !outOfService;
  }
}
