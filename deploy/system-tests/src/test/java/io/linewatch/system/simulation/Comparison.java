package io.linewatch.system.simulation;

import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.ConditionFinding;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where what came of it is not what must have come of it. Empty text: it is. */
final class Comparison {
  private Comparison() {}

  /**
   * What one gateway holds for active, and what its measurements say.
   *
   * @param active by the gateway's own snapshot
   */
  record Truth(
      String gateway, List<ConditionFinding> active, Map<DetectorId, ReferenceDetector> reference) {

    @SuppressWarnings("NullAway") // a map has no better word for nothing
    private Severity decided(DetectorId detector) {
      return active.stream()
          .filter(finding -> finding.detector().equals(detector))
          .map(ConditionFinding::severity)
          .findFirst()
          .orElse(null);
    }
  }

  /** One committed transaction beside the reference, which then learns the alerts' ids. */
  static String of(ReferenceCentre reference, SimulatedProcessor.Written written) {
    List<String> actual = written.events().stream().map(Comparison::inWords).toList();
    if (!actual.equals(reference.told)) {
      return "%s%nexpected%n  %s%nbut there was%n  %s"
          .formatted(
              firstDifference(reference.told, actual),
              String.join("\n  ", reference.told),
              String.join("\n  ", actual));
    }
    List<String> replies =
        written.replies().stream().map(reply -> reply.commandId() + " " + reply.outcome()).toList();
    if (!replies.equals(reference.replies)) {
      return "expected replies %s but there were %s".formatted(reference.replies, replies);
    }
    if (written.deadLetters() != reference.deadLetters) {
      return "expected %d dead letters but there were %d"
          .formatted(reference.deadLetters, written.deadLetters());
    }
    for (AlertEvent event : written.events()) {
      ReferenceAlert alert = reference.alerts.get(event.alert().source());
      if (alert != null) {
        alert.id = event.alert().id();
      }
    }
    return "";
  }

  private static String firstDifference(List<String> expected, List<String> actual) {
    int i = 0;
    while (i < expected.size() && i < actual.size() && expected.get(i).equals(actual.get(i))) {
      i++;
    }
    return "instead of '%s' there was '%s'"
        .formatted(
            i < expected.size() ? expected.get(i) : "nothing",
            i < actual.size() ? actual.get(i) : "nothing");
  }

  private static String inWords(AlertEvent event) {
    Alert alert = event.alert();
    return "%s %s revision=%d active=%s acknowledged=%s latched=%s shelved=%s outOfService=%s severity=%s highest=%s occurrences=%d cause=%s"
        .formatted(
            alert.source(),
            event.transition(),
            alert.revision(),
            alert.active(),
            alert.acknowledged(),
            alert.latched(),
            alert.shelving() != null,
            alert.outOfService(),
            alert.severity(),
            alert.highestSeverity(),
            alert.occurrences(),
            alert.clearCause());
  }

  /** Measurements, gateways, alerts and feed agree about everything. */
  static String atRest(
      SimulatedPlant plant,
      List<Truth> truths,
      List<SimulatedProcessor> processors,
      SimulatedFeed feed) {
    Set<String> open = new HashSet<>();
    for (SimulatedProcessor processor : processors) {
      for (ReferenceAlert alert : processor.reference.alerts.values()) {
        open.add(alert.id + " " + alert.active());
      }
    }
    for (DetectorId detector : SimulatedPlant.DETECTORS) {
      String problem = atRest(plant, detector, truths, processors);
      if (!problem.isEmpty()) {
        return problem;
      }
    }
    Set<String> shown = new HashSet<>();
    for (Alert alert : feed.view()) {
      shown.add(alert.id() + " " + alert.active());
    }
    return open.equals(shown) ? "" : "open are %s, the feed shows %s".formatted(open, shown);
  }

  private static String atRest(
      SimulatedPlant plant,
      DetectorId detector,
      List<Truth> truths,
      List<SimulatedProcessor> processors) {
    String owner = plant.owner(detector.asset());
    Severity expected = null;
    for (Truth truth : truths) {
      Severity decided = truth.decided(detector);
      ReferenceDetector reference = truth.reference().get(detector);
      Severity measured = reference == null ? null : reference.active();
      if (decided != measured) {
        return "%s: by the measurements of %s it is %s, the gateway says %s"
            .formatted(detector, truth.gateway(), measured, decided);
      }
      expected = truth.gateway().equals(owner) ? measured : expected;
    }
    int partition = SimulatedKafka.partitionOf(detector.asset().linePath());
    ReferenceAlert alert = processors.get(partition).reference.alerts.get(detector.toString());
    Severity shown = alert == null || !alert.active() ? null : alert.severity;
    return shown == expected
        ? ""
        : "%s: it is %s, the alert says %s".formatted(detector, expected, shown);
  }
}
