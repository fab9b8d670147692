package io.linewatch.system.simulation;

import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.AlertEvent.Transition;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.Finding;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.finding.Statement;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What must hold of the log of alerts at every moment, whatever the states: nothing without a
 * finding behind it, nothing twice, nothing out of turn.
 */
final class AlertLogInvariants {
  private static final Set<Transition> BY_FINDING =
      EnumSet.of(
          Transition.RAISED,
          Transition.RE_RAISED,
          Transition.SEVERITY_ROSE,
          Transition.SEVERITY_FELL);

  private final Set<String> stated = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> revisions = new HashMap<>();
  private final Set<String> firstRaised = new HashSet<>();
  private final Map<String, FindingId> lastOfSource = new HashMap<>();

  /** A gateway has it safe in its outbox. Any thread. */
  void stated(Statement statement) {
    switch (statement) {
      case Finding finding -> stated.add(finding.id().toString());
      case ConditionSnapshot snapshot -> {
        for (ConditionFinding finding : snapshot.active()) {
          if (!stated.contains(finding.id().toString())) {
            throw new IllegalStateException("a snapshot names a finding that was never stated");
          }
        }
      }
    }
  }

  /** New events of one partition, in their order; says what is wrong, or nothing. */
  String check(int partition, List<AlertEvent> events) {
    for (AlertEvent event : events) {
      String problem = check(partition, event);
      if (!problem.isEmpty()) {
        return problem + ": " + event;
      }
    }
    return "";
  }

  private String check(int partition, AlertEvent event) {
    String id = event.alert().id();
    long before = revisions.getOrDefault(id, 0L);
    if (event.alert().revision() != before + 1) {
      return "revision " + event.alert().revision() + " after " + before;
    }
    revisions.put(id, before + 1);
    if (SimulatedKafka.partitionOf(event.alert().asset().linePath()) != partition) {
      return "an event of another line";
    }
    boolean raised = event.transition() == Transition.RAISED;
    if (raised != (before == 0) || (raised && !firstRaised.add(id))) {
      return "an alert that does not begin with RAISED, or begins twice";
    }
    String finding = event.findingId();
    if (BY_FINDING.contains(event.transition()) && finding == null) {
      return "an alert without a finding behind it";
    }
    if (finding != null && !stated.contains(finding)) {
      return "an alert of a finding that nobody stated";
    }
    return finding == null ? "" : checkOrder(event.alert().source(), FindingId.of(finding));
  }

  private String checkOrder(String source, FindingId id) {
    FindingId before = lastOfSource.put(source, id);
    boolean sameOutbox =
        before != null
            && before.gateway().equals(id.gateway())
            && before.epoch().equals(id.epoch());
    boolean older =
        sameOutbox
            && (id.episode() < before.episode()
                || (id.episode() == before.episode() && id.transition() < before.transition()));
    return older ? "an older finding after a newer one" : "";
  }
}
