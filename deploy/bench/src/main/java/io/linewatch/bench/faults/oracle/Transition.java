package io.linewatch.bench.faults.oracle;

import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One change of one condition, told by what a plant sees of it and not by ids: two runs of one
 * stream must tell the same. Times count from the start of the run.
 *
 * @param severity for CLEARED the one that ended
 * @param value the input that decided; NaN for a model, whose scores differ in the last digits with
 *     the size of the batch
 * @param limit that decided; null for a rate of change
 * @param sinceMicros when the violation, or the return, began
 * @param atMicros event time of the input that decided
 */
public record Transition(
    DetectorId detector,
    Decision.Kind kind,
    Severity severity,
    double value,
    @Nullable Limit limit,
    long sinceMicros,
    long atMicros)
    implements Comparable<Transition> {
  private static final Comparator<Transition> ORDER =
      Comparator.comparingLong(Transition::atMicros)
          .thenComparing(Transition::detector)
          .thenComparing(Transition::kind)
          .thenComparing(Transition::severity);

  /** As much of it as an alert's event tells. */
  public Transition asAlert() {
    return new Transition(detector, kind, severity, Double.NaN, null, 0, atMicros);
  }

  public boolean ofModel() {
    return detector.kind() == DetectorId.Kind.MODEL;
  }

  @Override
  public int compareTo(Transition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "%.3f s %s %s %s value %s since %.3f s"
        .formatted(atMicros / 1e6, detector, kind, severity, value, sinceMicros / 1e6);
  }
}
