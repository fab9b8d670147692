package io.linewatch.edge.sparkplug;

import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading.TimeSource;
import io.linewatch.edge.signal.DeviceSamples.Sample;
import io.linewatch.edge.signal.RejectionReason;
import io.linewatch.edge.sparkplug.Birth.Definition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of one message, with what their birth says, to samples.
 *
 * <p>In a birth the time of the message stands for an older one of the metric: a birth says what
 * holds now. Elsewhere the metric's own time counts, the message's where it has none; with neither
 * the value is refused. Bounds of a time are those of every other source.
 */
final class SampleReader {
  private static final long EARLIEST_MILLIS = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
  private static final long LATEST_AHEAD_MILLIS = 86_400_000;
  private static final long CLOCK_TOLERANCE_MILLIS = 10_000;

  /** Takes what cannot be used. */
  @FunctionalInterface
  interface Refusals {
    void add(RejectionReason reason, String detail);
  }

  private final SparkplugPayload payload;
  private final boolean birth;
  private final Instant arrival;
  private final Refusals refusals;
  private final List<Sample> samples = new ArrayList<>();

  SampleReader(SparkplugPayload payload, boolean birth, Instant arrival, Refusals refusals) {
    this.payload = payload;
    this.birth = birth;
    this.arrival = arrival.truncatedTo(ChronoUnit.MICROS);
    this.refusals = refusals;
  }

  List<Sample> samples() {
    return samples;
  }

  void add(Metric metric, Definition definition) {
    if (!definition.type.supported()) {
      refuse(
          RejectionReason.UNSUPPORTED_TYPE,
          definition,
          "values of type " + definition.type + " are not read");
      return;
    }
    Instant told = time(metric, definition);
    if (told == null) {
      return;
    }
    boolean ahead = told.toEpochMilli() - arrival.toEpochMilli() > CLOCK_TOLERANCE_MILLIS;
    Instant time = ahead ? arrival : told;
    TimeSource source = ahead ? TimeSource.REPLACED : TimeSource.SENSOR;
    Quality quality = quality(metric.quality(), ahead);
    if (metric.isNull()) {
      addLast(definition, time, source, metric.historical());
      return;
    }
    if (birth && metric.form() == Metric.Form.NONE) {
      return;
    }
    switch (definition.type.read(metric)) {
      case DataType.Value.Numeric(double value) -> {
        if (!metric.historical()) {
          definition.last = value;
          definition.lastTime = time;
        }
        samples.add(
            new Sample(definition.name, time, source, metric.historical(), value, null, quality));
      }
      case DataType.Value.Text(String text) ->
          samples.add(
              new Sample(
                  definition.name, time, source, metric.historical(), Double.NaN, text, quality));
      case DataType.Value.Refused(RejectionReason reason, String detail) ->
          refuse(reason, definition, detail);
    }
  }

  /** No value now: the last one stands there as bad. */
  private void addLast(Definition definition, Instant time, TimeSource source, boolean historical) {
    if (!historical && !Double.isNaN(definition.last)) {
      samples.add(
          new Sample(definition.name, time, source, false, definition.last, null, Quality.BAD));
    }
  }

  private @Nullable Instant time(Metric metric, Definition definition) {
    Long own = metric.timestamp();
    Long sent = payload.timestamp();
    Long millis = own == null || (birth && !metric.historical() && sent != null) ? sent : own;
    if (millis == null) {
      refuse(
          RejectionReason.MISSING_TIME,
          definition,
          "neither the metric nor its message has a timestamp");
      return null;
    }
    if (millis < EARLIEST_MILLIS || millis > arrival.toEpochMilli() + LATEST_AHEAD_MILLIS) {
      refuse(
          RejectionReason.ABSURD_TIME,
          definition,
          "the timestamp "
              + Long.toUnsignedString(millis)
              + " is before 2000 or more than a day ahead; set the node's clock");
      return null;
    }
    return Instant.ofEpochMilli(millis);
  }

  /**
   * The property {@code Quality} holds 0 (bad), 192 (good) or 500 (stale); specification 3.0,
   * section 6.4.13.
   */
  private static Quality quality(@Nullable Integer told, boolean clamped) {
    Quality quality =
        switch (told) {
          case null -> Quality.GOOD;
          case 192 -> Quality.GOOD;
          case 0, 500 -> Quality.BAD;
          default -> Quality.UNCERTAIN;
        };
    return clamped && quality == Quality.GOOD ? Quality.UNCERTAIN : quality;
  }

  private void refuse(RejectionReason reason, Definition definition, String detail) {
    refusals.add(reason, "metric '" + definition.name + "': " + detail);
  }
}
