package io.linewatch.bench.faults;

import io.linewatch.bench.faults.oracle.Comparison;
import io.linewatch.bench.faults.oracle.Excuses;
import io.linewatch.bench.faults.oracle.Expectation;
import io.linewatch.bench.faults.oracle.Transition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What must come out, compared at every place where a plant looks: the findings topic, the alerts
 * topic, the live feed, and history's findings and alerts.
 */
final class Places {
  private final Expectation findings;
  private final Expectation alerts;
  private final Pass pass;

  /** How one place compares. */
  record Verdict(Map<String, Comparison> places) {
    boolean nothingLost() {
      return places.values().stream().allMatch(place -> place.lost().isEmpty());
    }

    Set<Transition> lost() {
      return union(Comparison::lost);
    }

    Set<Transition> doubled() {
      return union(Comparison::doubled);
    }

    Set<Transition> unexpected() {
      return union(Comparison::unexpected);
    }

    Set<Transition> disordered() {
      return union(Comparison::disordered);
    }

    private Set<Transition> union(Function<Comparison, List<Transition>> which) {
      Set<Transition> union = new TreeSet<>();
      places.values().forEach(place -> which.apply(place).forEach(t -> union.add(t.asAlert())));
      return union;
    }
  }

  Places(Expectation expected, Pass pass) {
    this.findings = expected;
    this.alerts = expected.asAlerts();
    this.pass = pass;
  }

  /**
   * Compares every place.
   *
   * @param fromMicros what is older was compared before
   * @param untilMicros what is newer need not be there yet
   * @return null while the database does not answer
   */
  @Nullable Verdict compare(long fromMicros, long untilMicros, Excuses excused) {
    Map<String, Comparison> places = new LinkedHashMap<>();
    Expectation findingsFrom = findings.from(fromMicros);
    Expectation alertsFrom = alerts.from(fromMicros);
    places.put(
        "findings topic",
        findingsFrom.compare(
            from(pass.tap().findings().transitions(), fromMicros), untilMicros, excused));
    places.put(
        "alerts topic",
        alertsFrom.compare(
            from(pass.tap().alerts().transitions(), fromMicros), untilMicros, excused));
    // Where the page had to be drawn anew, its picture tells what its stream did not.
    places.put(
        "live feed",
        alertsFrom
            .without(pass.tap().toldByPages(pass.feed()))
            .compare(
                from(pass.feed().sightings().transitions(), fromMicros), untilMicros, excused));
    Verdict live = new Verdict(places);
    if (!live.nothingLost()) {
      // History comes last; asking it now would only cost the machine.
      return live;
    }
    List<Transition> storedFindings = pass.history().findings(fromMicros);
    List<Transition> storedAlerts = pass.history().alerts(fromMicros);
    if (storedFindings == null || storedAlerts == null) {
      return null;
    }
    places.put("history, findings", findingsFrom.compare(storedFindings, untilMicros, excused));
    places.put("history, alerts", alertsFrom.compare(storedAlerts, untilMicros, excused));
    return new Verdict(places);
  }

  private static List<Transition> from(List<Transition> transitions, long fromMicros) {
    return transitions.stream().filter(t -> t.atMicros() >= fromMicros).toList();
  }
}
