package io.linewatch.edge.inspection;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.inspection.PictureFault;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.outbox.SavedDetector;
import io.linewatch.edge.outbox.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What can be wrong at one station, each with its detector: parts that are NG, parts that nobody
 * inspects, known parts that are missed or overdue, and the camera's own faults. What decides is
 * gathered until it is taken for the commit. Under the lock of {@link StationOutput}.
 */
final class StationDetectors {
  private final StationConfig station;
  private final Detector parts;
  private final Detector notInspected;
  private final Detector missed;
  private final Detector overdue;
  private final Map<PictureFault, Detector> faults = new EnumMap<>(PictureFault.class);
  private final List<StateChange> states = new ArrayList<>();
  private final List<Statement> findings = new ArrayList<>();
  private Instant last = Instant.EPOCH;

  StationDetectors(
      StationConfig station, Detector.Speaker speaker, Map<DetectorId, SavedDetector> saved) {
    this.station = station;
    parts = detector(speaker, saved, parts(station), StationPolicies.ng(station, 100), "%");
    notInspected =
        detector(
            speaker,
            saved,
            signal(station, "not-inspected"),
            StationPolicies.advisory(
                Severity.HIGH, 0, "Parts are not inspected.", "See the station's verdicts."),
            "1");
    missed =
        detector(
            speaker, saved, signal(station, "challenge-missed"), StationPolicies.missed(""), "1");
    StationConfig.Challenges challenge = station.challenge();
    overdue =
        detector(
            speaker,
            saved,
            signal(station, "challenge-overdue"),
            StationPolicies.advisory(
                Severity.MEDIUM,
                challenge == null ? Double.MAX_VALUE : challenge.every().toMinutes(),
                "A known part has not been shown to the station.",
                "Show the known parts to the station."),
            "min");
    for (PictureFault fault : PictureFault.values()) {
      double limit = limit(station, fault);
      if (limit > 0) {
        faults.put(
            fault,
            detector(
                speaker,
                saved,
                signal(station, fault.tag()),
                StationPolicies.advisory(
                    Severity.MEDIUM,
                    limit,
                    "The camera's picture: " + fault.what() + ".",
                    "Look at camera, lens and lamp; verdicts are unreliable until it is well."),
                fault.unit()));
      }
    }
  }

  /** Above this a fault is one; 0 when it is not looked for. */
  static double limit(StationConfig station, PictureFault fault) {
    boolean usual = !fault.needsPlacedParts() || station.placedOrDefault();
    return station.faults().getOrDefault(fault.tag(), usual ? fault.usualLimit() : 0);
  }

  static DetectorId parts(StationConfig station) {
    return DetectorId.model(station.asset(), station.id());
  }

  private static DetectorId signal(StationConfig station, String what) {
    return DetectorId.signal(station.asset(), station.id() + "." + what);
  }

  /** Whether a detector is a camera station's, and not a lane's. */
  static boolean owns(StationConfig station, DetectorId id) {
    return id.equals(parts(station))
        || (id.asset().equals(station.asset())
            && id.kind() == DetectorId.Kind.SIGNAL
            && id.name().startsWith(station.id() + "."));
  }

  private static Detector detector(
      Detector.Speaker speaker,
      Map<DetectorId, SavedDetector> saved,
      DetectorId id,
      AlarmPolicy policy,
      String unit) {
    return new Detector(id, speaker, policy, unit, saved.get(id));
  }

  /** A part was scored. */
  void scored(
      Instant now, double percent, double rejectAbove, Quality quality, Supplier<Evidence> proof) {
    parts.govern(StationPolicies.ng(station, rejectAbove), "%");
    decide(parts, now, percent, quality, proof);
  }

  /**
   * @param inRow parts in a row that were not inspected, up to now
   */
  void notInspected(Instant now, int inRow, String why) {
    if (inRow > 0) {
      notInspected.govern(
          StationPolicies.advisory(
              Severity.HIGH,
              0,
              "Parts are not inspected: " + why,
              "Mend this; until then the gate does what the station is set to."),
          "1");
    }
    decide(notInspected, now, inRow, Quality.GOOD, () -> Evidence.NONE);
  }

  /** A known part was shown. */
  void challenged(Instant now, boolean passed, String said, Supplier<Evidence> proof) {
    missed.govern(StationPolicies.missed(said), "1");
    decide(missed, now, passed ? 0 : 1, Quality.GOOD, proof);
  }

  void overdue(Instant now, Duration sincePass) {
    decide(overdue, now, (double) sincePass.toMinutes(), Quality.GOOD, () -> Evidence.NONE);
  }

  /** What the camera's picture measures; what is not measured is left as it is. */
  void camera(Instant now, Map<PictureFault, Double> measured) {
    measured.forEach((fault, number) -> {
      Detector detector = faults.get(fault);
      if (detector != null && Double.isFinite(number)) {
        decide(detector, now, number, Quality.GOOD, () -> Evidence.NONE);
      }
    });
  }

  /** A detector takes no time twice, and clocks are set back. */
  private void decide(
      Detector detector, Instant now, double value, Quality quality, Supplier<Evidence> proof) {
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    last = at.isAfter(last) ? at : last.plus(1, ChronoUnit.MICROS);
    Instant placed =
        detector.place(last, io.linewatch.domain.signal.Reading.TimeSource.ARRIVAL, now);
    Detector.Outcome outcome = detector.decide(placed, value, quality, null, proof);
    if (outcome != null) {
      states.add(outcome.state());
      if (outcome.finding() != null) {
        findings.add(outcome.finding());
      }
    }
  }

  /** The states that have changed since the last call. */
  List<StateChange> takeStates() {
    List<StateChange> taken = List.copyOf(states);
    states.clear();
    return taken;
  }

  /** The findings since the last call. */
  List<Statement> takeFindings() {
    List<Statement> taken = List.copyOf(findings);
    findings.clear();
    return taken;
  }

  private List<Detector> all() {
    List<Detector> all = new ArrayList<>(faults.values());
    all.addAll(List.of(parts, notInspected, missed, overdue));
    return all;
  }

  Set<DetectorId> ids() {
    return all().stream().map(Detector::id).collect(java.util.stream.Collectors.toSet());
  }

  List<ConditionFinding> active() {
    List<ConditionFinding> active = new ArrayList<>();
    for (Detector detector : all()) {
      ConditionFinding finding = detector.active();
      if (finding != null) {
        active.add(finding);
      }
    }
    return active;
  }
}
