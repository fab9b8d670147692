package io.linewatch.domain.alert;

import io.linewatch.domain.alert.Alert.ClearCause;
import io.linewatch.domain.alert.Alert.Comment;
import io.linewatch.domain.alert.Alert.Shelving;
import io.linewatch.domain.alert.AlertEvent.Transition;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.FindingId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alert while one input moves it: mutable, confined to one call of {@link AlertLifecycle#on}.
 * Every event it writes takes the next revision and shows the alert as it is at that moment.
 */
final class AlertDraft {
  private static final int ID_LENGTH = 20;

  private final String id;
  private final Instant raisedAt;
  private final List<AlertEvent> events = new ArrayList<>();
  private long revision;
  private long stateRevision;
  private Transition lastTransition = Transition.RAISED;
  private FindingId lastFinding;
  boolean active;
  boolean acknowledged;
  boolean latched;
  @Nullable Shelving shelving;
  boolean suppressed;
  boolean outOfService;
  Severity severity;
  Severity highestSeverity;
  int occurrences;
  private Instant changedAt;
  @Nullable Instant acknowledgedAt;
  @Nullable String acknowledgedBy;
  @Nullable Instant clearedAt;
  @Nullable ClearCause clearCause;
  private Occurrence occurrence;
  private final List<Comment> comments = new ArrayList<>();

  /** A new alert, not raised yet. */
  AlertDraft(Occurrence occurrence, @Nullable Instant snapshotTime) {
    this.id = idOf(occurrence.id(), snapshotTime);
    this.raisedAt = occurrence.time();
    this.changedAt = occurrence.time();
    this.severity = occurrence.severity();
    this.highestSeverity = occurrence.severity();
    this.occurrence = occurrence;
    this.lastFinding = occurrence.id();
  }

  AlertDraft(Alert alert) {
    this.id = alert.id();
    this.raisedAt = alert.raisedAt();
    this.revision = alert.revision();
    this.stateRevision = alert.stateRevision();
    this.lastTransition = alert.lastTransition();
    this.lastFinding = alert.lastFinding();
    this.active = alert.active();
    this.acknowledged = alert.acknowledged();
    this.latched = alert.latched();
    this.shelving = alert.shelving();
    this.suppressed = alert.suppressed();
    this.outOfService = alert.outOfService();
    this.severity = alert.severity();
    this.highestSeverity = alert.highestSeverity();
    this.occurrences = alert.occurrences();
    this.changedAt = alert.changedAt();
    this.acknowledgedAt = alert.acknowledgedAt();
    this.acknowledgedBy = alert.acknowledgedBy();
    this.clearedAt = alert.clearedAt();
    this.clearCause = alert.clearCause();
    this.occurrence = Occurrence.of(alert);
    this.comments.addAll(alert.comments());
  }

  /** Takes over what a newer finding says about the condition. */
  void tell(Occurrence newer) {
    occurrence = newer;
    severity = newer.severity();
    if (severity.compareTo(highestSeverity) > 0) {
      highestSeverity = severity;
    }
  }

  void acknowledge(String by, Instant time) {
    acknowledged = true;
    acknowledgedBy = by;
    acknowledgedAt = time;
  }

  void unacknowledge() {
    acknowledged = false;
    acknowledgedBy = null;
    acknowledgedAt = null;
  }

  /** Keeps the newest {@value Alert#MAX_COMMENTS}; the log of events keeps all. */
  void comment(Comment comment) {
    comments.add(comment);
    if (comments.size() > Alert.MAX_COMMENTS) {
      comments.removeFirst();
    }
  }

  /** An event the line, plant logic or a timer brought about. */
  void happened(Transition transition, Instant time, @Nullable FindingId finding, String text) {
    if (finding != null) {
      lastFinding = finding;
    }
    record(transition, time, null, finding == null ? null : finding.toString(), text);
  }

  /** An event a person brought about. */
  void done(Transition transition, AlertCommand command) {
    record(transition, command.time(), command.actor(), null, command.text());
  }

  private void record(
      Transition transition,
      Instant time,
      @Nullable String actor,
      @Nullable String finding,
      String text) {
    revision++;
    changedAt = time;
    if (transition != Transition.COMMENTED) {
      stateRevision = revision;
      lastTransition = transition;
    }
    events.add(new AlertEvent(alert(), transition, time, actor, finding, text));
  }

  List<AlertEvent> events() {
    return List.copyOf(events);
  }

  Alert alert() {
    return new Alert(
        id,
        occurrence.source(),
        occurrence.asset(),
        occurrence.gateway(),
        revision,
        stateRevision,
        lastTransition,
        lastFinding,
        active,
        acknowledged,
        latched,
        shelving,
        suppressed,
        outOfService,
        occurrence.alarmClass(),
        severity,
        highestSeverity,
        occurrences,
        raisedAt,
        changedAt,
        acknowledgedAt,
        acknowledgedBy,
        clearedAt,
        clearCause,
        occurrence.value(),
        occurrence.unit(),
        occurrence.limit(),
        occurrence.latching(),
        occurrence.reAlarm(),
        occurrence.cause(),
        occurrence.consequence(),
        occurrence.operatorAction(),
        occurrence.evidence(),
        occurrence.policyRevision(),
        comments);
  }

  /**
   * Short enough to read out, long enough (80 bits) never to meet its like. A finding comes once,
   * but snapshots repeat it: one that raises an alert anew must not give it the id of an alert that
   * was raised by the same finding and is closed already.
   */
  static String idOf(FindingId raisedBy, @Nullable Instant snapshotTime) {
    String origin = snapshotTime == null ? raisedBy.toString() : raisedBy + "~at~" + snapshotTime;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
