package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.Verdict;
import io.linewatch.model.visual.PictureRefused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What one station counts. Any thread. */
final class StationMeters {
  private final Map<Verdict, Counter> verdicts = new EnumMap<>(Verdict.class);
  private final Map<PictureRefused.Reason, Counter> refused =
      new EnumMap<>(PictureRefused.Reason.class);
  final Counter pictures;
  final Counter skipped;
  final Counter repeated;
  final Counter late;
  final Counter doubtful;
  final Counter failures;
  private final Timer latency;

  StationMeters(String station, MeterRegistry registry) {
    pictures = counter(registry, station, "pictures", "pictures that came");
    skipped = counter(registry, station, "skipped", "pictures a newer one has replaced");
    repeated = counter(registry, station, "repeated", "pictures that were judged before");
    late = counter(registry, station, "late", "parts whose deadline passed without a verdict");
    doubtful = counter(registry, station, "unreliable", "verdicts on a picture with a fault");
    failures = counter(registry, station, "failures", "pictures a defect kept from being judged");
    for (Verdict verdict : Verdict.values()) {
      verdicts.put(
          verdict,
          Counter.builder("linewatch.inspection.verdicts")
              .description("verdicts made")
              .tag("station", station)
              .tag("verdict", tag(verdict))
              .register(registry));
    }
    for (PictureRefused.Reason reason : PictureRefused.Reason.values()) {
      refused.put(
          reason,
          Counter.builder("linewatch.inspection.refused")
              .description("what came and is no picture that can be judged")
              .tag("station", station)
              .tag("reason", tag(reason))
              .register(registry));
    }
    latency =
        Timer.builder("linewatch.inspection.latency")
            .description("from arrival to verdict")
            .tag("station", station)
            .register(registry);
  }

  private static Counter counter(
      MeterRegistry registry, String station, String name, String description) {
    return Counter.builder("linewatch.inspection." + name)
        .description(description)
        .tag("station", station)
        .register(registry);
  }

  private static String tag(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  void verdict(Verdict verdict, Duration took) {
    Counter counter = verdicts.get(verdict);
    if (counter != null) {
      counter.increment();
    }
    latency.record(took);
  }

  /** How many of each were made since the start. */
  Map<Verdict, Long> verdicts() {
    Map<Verdict, Long> made = new EnumMap<>(Verdict.class);
    verdicts.forEach((verdict, counter) -> made.put(verdict, (long) counter.count()));
    return made;
  }

  void refused(PictureRefused.Reason reason) {
    Counter counter = refused.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }
}
