package io.linewatch.system.simulation;

import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.Finding;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.plant.AssetPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one partition's alerts must become: the design in a few plain sentences, with a memory that
 * forgets nothing.
 *
 * <ul>
 *   <li>A gateway speaks only of what its newest desired state gives it; the rest is a dead letter.
 *   <li>A statement counts once, however often it comes.
 *   <li>Of one gateway and outbox, an older finding never undoes a newer one.
 *   <li>What something newer of its outbox has overtaken says nothing: a snapshot is an old
 *       picture, a finding that was late comes again.
 *   <li>A snapshot is all that is active: what it names and is not known is raised, what it does
 *       not name is cleared with its cause.
 *   <li>An alert of an asset that its gateway was given no longer is cleared by the clock.
 * </ul>
 */
final class ReferenceCentre {
  final Map<String, ReferenceAlert> alerts = new TreeMap<>();
  private final Map<String, DesiredState> desired = new HashMap<>();
  private final Set<String> heard = new HashSet<>();
  private final Map<String, FindingId> newest = new HashMap<>();
  private final Map<String, Long> furthest = new HashMap<>();

  /** Every event since it was last emptied, in words. */
  final List<String> told = new ArrayList<>();

  final List<String> replies = new ArrayList<>();
  int deadLetters;

  void desired(DesiredState document) {
    desired.put(document.gateway(), document);
  }

  private boolean isGiven(String gateway, AssetPath asset) {
    DesiredState document = desired.get(gateway);
    return document != null
        && document.assets().stream().anyMatch(given -> given.path().equals(asset));
  }

  private boolean isItself(String gateway, AssetPath asset) {
    DesiredState document = desired.get(gateway);
    return document != null && asset.toString().equals(document.home() + "/" + gateway);
  }

  private boolean maySay(Statement statement) {
    String gateway = statement.gateway();
    return switch (statement) {
      case ConditionFinding finding -> isGiven(gateway, finding.asset());
      case GatewayFinding finding -> isItself(gateway, finding.asset());
      case GapFinding gap -> isGiven(gateway, gap.asset()) || isItself(gateway, gap.asset());
      case ConditionSnapshot snapshot ->
          desired.containsKey(gateway)
              && snapshot.active().stream().allMatch(this::maySay)
              && snapshot.activeGateway().stream().allMatch(this::maySay);
    };
  }

  /**
   * @param bytes what was sent: what is the same to the last byte is the same statement
   * @param outbox gateway and epoch it was sent from
   */
  void state(Statement statement, String bytes, String outbox, long sequence) {
    if (!maySay(statement)) {
      deadLetters++;
      return;
    }
    boolean overtaken = sequence < furthest.getOrDefault(outbox, 0L);
    furthest.merge(outbox, sequence, Math::max);
    if (overtaken || !heard.add(bytes)) {
      return;
    }
    switch (statement) {
      case Finding finding -> hear(finding, false);
      case ConditionSnapshot snapshot -> reconcile(snapshot);
    }
  }

  private void reconcile(ConditionSnapshot snapshot) {
    Set<String> named = new HashSet<>();
    for (ConditionFinding finding : snapshot.active()) {
      named.add(finding.detector().toString());
      hear(finding, true);
    }
    for (GatewayFinding finding : snapshot.activeGateway()) {
      named.add(finding.source());
      hear(finding, true);
    }
    Set<String> detectors = new HashSet<>();
    snapshot.detectors().forEach(detector -> detectors.add(detector.toString()));
    for (ReferenceAlert alert : List.copyOf(alerts.values())) {
      if (alert.active()
          && alert.gateway.equals(snapshot.gateway())
          && alert.line.equals(snapshot.line())
          && !named.contains(alert.source)) {
        alert.clear(detectors.contains(alert.source) ? "RECONCILED" : causeOfLoss(alert));
        forget(alert);
      }
    }
  }

  private static String causeOfLoss(ReferenceAlert alert) {
    if (alert.source.contains("/gateway:")) {
      return "RECONCILED";
    }
    return alert.source.contains("/model:") ? "MODEL_REMOVED" : "POLICY_REMOVED";
  }

  /** The common form of the two kinds of finding that alerts hang on. */
  private record Word(
      String source,
      Finding finding,
      boolean raises,
      boolean silent,
      Severity severity,
      boolean latching,
      @Nullable Duration reAlarm,
      String endsAs) {

    static @Nullable Word of(Finding finding) {
      return switch (finding) {
        case ConditionFinding f ->
            new Word(
                f.detector().toString(),
                f,
                f.kind() != Decision.Kind.CLEARED,
                f.alarmClass() == AlarmClass.LOG,
                f.severity(),
                f.latching(),
                f.reAlarm(),
                "RETURNED_TO_NORMAL");
        case GatewayFinding f ->
            new Word(
                f.source(),
                f,
                f.active(),
                false,
                f.severity(),
                false,
                null,
                "GATEWAY_REPORTED_OVER");
        case GapFinding _ -> null;
      };
    }
  }

  private void hear(Finding finding, boolean bySnapshot) {
    Word word = Word.of(finding);
    if (word == null || (word.raises() && word.silent())) {
      return;
    }
    FindingId id = finding.id();
    FindingId before = newest.get(word.source());
    ReferenceAlert alert = alerts.get(word.source());
    boolean active = alert != null && alert.active();
    if (before != null && sameOutbox(before, id)) {
      if (isOlder(id, before)) {
        return;
      }
      boolean raisesWhatWasClearedWithoutIt = bySnapshot && word.raises() && !active;
      if (id.equals(before) && !raisesWhatWasClearedWithoutIt) {
        return;
      }
    }
    newest.put(word.source(), id);
    if (word.raises()) {
      raise(word, alert);
    } else if (alert != null && alert.active() && sameOutbox(alert.last, id)) {
      alert.clear(word.endsAs());
      alert.last = id;
      forget(alert);
    }
  }

  private void raise(Word word, @Nullable ReferenceAlert known) {
    FindingId id = word.finding().id();
    ReferenceAlert alert =
        known == null
            ? new ReferenceAlert(
                word.source(),
                word.finding().line(),
                word.finding().gateway(),
                id,
                word.severity(),
                told)
            : known;
    alerts.put(word.source(), alert);
    boolean sameEpisode = sameOutbox(alert.last, id) && alert.last.episode() == id.episode();
    alert.gateway = word.finding().gateway();
    if (!alert.active() || !sameEpisode) {
      alert.latching = word.latching();
      alert.reAlarm = word.reAlarm();
      alert.raise(word.severity());
    } else if (word.severity() != alert.severity) {
      alert.latching = word.latching();
      alert.reAlarm = word.reAlarm();
      alert.changeSeverity(word.severity());
    }
    alert.last = id;
  }

  private static boolean sameOutbox(FindingId one, FindingId other) {
    return one.gateway().equals(other.gateway()) && one.epoch().equals(other.epoch());
  }

  private static boolean isOlder(FindingId one, FindingId other) {
    return one.episode() < other.episode()
        || (one.episode() == other.episode() && one.transition() < other.transition());
  }

  private void forget(ReferenceAlert alert) {
    if (alert.isGone()) {
      alerts.remove(alert.source);
    }
  }

  void command(AlertCommand command) {
    ReferenceAlert alert = alerts.get(command.source());
    if (alert == null || !command.alertId().equals(alert.id)) {
      replies.add(command.id() + " NO_SUCH_ALERT");
      return;
    }
    replies.add(command.id() + " " + alert.ask(command));
    forget(alert);
  }

  void timePasses(Instant now) {
    for (ReferenceAlert alert : List.copyOf(alerts.values())) {
      alert.timePasses(now);
      DesiredState document = desired.get(alert.gateway);
      AssetPath asset = AssetPath.of(alert.source.substring(0, alert.source.lastIndexOf('/')));
      if (alert.active()
          && document != null
          && !isGiven(alert.gateway, asset)
          && !isItself(alert.gateway, asset)) {
        alert.clear(causeOfLoss(alert));
      }
      forget(alert);
    }
  }

  /** Cause for a detector, for messages. */
  static String name(DetectorId detector) {
    return detector.asset().asset() + "/" + detector.name();
  }
}
