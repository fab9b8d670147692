package io.linewatch.edge.quality;

import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import io.linewatch.domain.signal.SignalFault;
import io.linewatch.edge.decision.Detector;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The signal faults that are looked for on one channel, each with its own detector. Decides in the
 * order and by the clock of arrival: readings that come late or twice are faults, not repetitions.
 * Lane thread.
 */
public final class SignalWatch {

  /** The newest value of another channel of the same asset. */
  @FunctionalInterface
  public interface Others {
    /**
     * @return the value, or not a number when there is none younger than {@code earliestMicros}
     */
    double newest(String channel, long earliestMicros);
  }

  /** Makes, changes or takes away a detector. */
  @FunctionalInterface
  public interface Governor {
    /** Null when it is no longer wanted. */
    @Nullable Detector govern(SignalFault.Name name, @Nullable Detector running, String unit);
  }

  private static final class Watched {
    final SignalMeasure measure;
    @Nullable Detector detector;

    Watched(SignalMeasure measure) {
      this.measure = measure;
    }

    boolean active() {
      return detector != null && detector.active() != null;
    }
  }

  private final Map<SignalFault.Name, Watched> faults =
      new TreeMap<>(java.util.Comparator.comparing(SignalFault.Name::toString));
  private final Others others;
  private long lastMicros;
  private String doubt = "";

  public SignalWatch(Others others) {
    this.others = others;
  }

  /**
   * Looks for these faults from now on; what is known of those that stay is kept, unless the
   * channel means something else now.
   */
  public void follow(
      Channel channel, @Nullable Channel before, List<SignalFault.Name> wanted, Governor governor) {
    boolean same =
        before != null
            && before.unit().equals(channel.unit())
            && java.util.Objects.equals(before.rangeLow(), channel.rangeLow())
            && java.util.Objects.equals(before.rangeHigh(), channel.rangeHigh());
    for (SignalFault.Name name : wanted) {
      Watched known = faults.get(name);
      Watched watched = known != null && same ? known : new Watched(measure(name, channel));
      watched.detector =
          governor.govern(
              name, known == null ? null : known.detector, name.fault().unit(channel.unit()));
      faults.put(name, watched);
    }
    faults.entrySet().removeIf(entry -> !wanted.contains(entry.getKey()));
    findDoubt();
  }

  private SignalMeasure measure(SignalFault.Name name, Channel channel) {
    Double rangeLow = channel.rangeLow();
    Double rangeHigh = channel.rangeHigh();
    double low = rangeLow == null ? Double.NEGATIVE_INFINITY : rangeLow;
    double high = rangeHigh == null ? Double.POSITIVE_INFINITY : rangeHigh;
    return switch (name.fault()) {
      case RANGE -> ValueMeasures.range(low, high);
      case RATE -> new ValueMeasures.Rate();
      case FLAT_LINE -> new ValueMeasures.FlatLine();
      case SATURATION -> new ValueMeasures.Saturation(low, high);
      case DROP_OUT -> new TimeMeasures.DropOut();
      case CLOCK_SKEW -> new TimeMeasures.ClockSkew();
      case DUPLICATE -> new TimeMeasures.Duplicate();
      case OUT_OF_ORDER -> new TimeMeasures.OutOfOrder();
      case UNIT_MISMATCH -> new UnitMismatch(channel.unit());
      case REPLAYED_LOOP -> new ReplayedLoop();
      case INCONSISTENT_WITH -> new Inconsistent(name.other(), others);
    };
  }

  /** Walks one reading; what must survive goes to {@code out}. */
  public void take(
      Reading reading,
      long timeMicros,
      long arrivalMicros,
      @Nullable String machineState,
      Consumer<Detector.Outcome> out) {
    SignalReading signal =
        new SignalReading(
            timeMicros, arrivalMicros, reading.value(), reading.quality(), reading.timeSource());
    Instant at = next(arrivalMicros);
    boolean changed = false;
    for (Watched watched : faults.values()) {
      changed |= decide(watched, at, watched.measure.take(signal), machineState, out);
    }
    if (changed) {
      findDoubt();
    }
  }

  /**
   * What silence alone brings about.
   *
   * @param nowMicros gateway's clock, or the arrival of what still waits
   */
  public void silent(
      long nowMicros, @Nullable String machineState, Consumer<Detector.Outcome> out) {
    boolean changed = false;
    for (Watched watched : faults.values()) {
      double number = watched.measure.silent(nowMicros);
      if (!Double.isNaN(number)) {
        changed |= decide(watched, next(nowMicros), number, machineState, out);
      }
    }
    if (changed) {
      findDoubt();
    }
  }

  /** A detector takes no time twice. */
  private Instant next(long micros) {
    lastMicros = Math.max(lastMicros + 1, micros);
    return Instant.EPOCH.plus(lastMicros, ChronoUnit.MICROS);
  }

  private static boolean decide(
      Watched watched,
      Instant at,
      double number,
      @Nullable String machineState,
      Consumer<Detector.Outcome> out) {
    Detector detector = watched.detector;
    if (detector == null || Double.isNaN(number)) {
      return false;
    }
    Detector.Outcome outcome =
        detector.decide(at, number, Quality.GOOD, machineState, () -> Evidence.NONE);
    if (outcome == null) {
      return false;
    }
    out.accept(outcome);
    return outcome.finding() != null;
  }

  private void findDoubt() {
    List<String> active = new ArrayList<>();
    faults.forEach((name, watched) -> {
      if (watched.active()) {
        active.add(name.fault().tag());
      }
    });
    doubt =
        active.isEmpty() ? "" : "The signal itself is in doubt: " + String.join(", ", active) + ".";
  }

  /** One sentence when a fault is there; empty when the signal can be trusted. */
  public String doubt() {
    return doubt;
  }

  /** How far a value can be trusted, now that the signal is known. */
  public Quality trusted(Quality told) {
    return told == Quality.GOOD && !doubt.isEmpty() ? Quality.UNCERTAIN : told;
  }

  public List<Detector> detectors() {
    List<Detector> detectors = new ArrayList<>();
    for (Watched watched : faults.values()) {
      if (watched.detector != null) {
        detectors.add(watched.detector);
      }
    }
    return detectors;
  }
}
