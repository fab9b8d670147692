package io.linewatch.edge.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.desired.SourceMapping.TimeFormat;
import io.linewatch.domain.signal.Reading;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Event time of one message.
 *
 * @param clamped whether the sensor's time was too far ahead, so that the arrival stands for it
 */
record Stamp(Instant time, Reading.TimeSource source, boolean clamped) {

  /**
   * @param node null when the message tells no time
   * @return null when its time cannot be used; why is in the sink
   */
  static @Nullable Stamp of(@Nullable JsonNode node, SourceMapping mapping, RejectionSink sink) {
    return of(node, mapping.id(), mapping.timeFormat(), sink);
  }

  /** As above, with the format told. */
  static @Nullable Stamp of(
      @Nullable JsonNode node, String source, TimeFormat format, RejectionSink sink) {
    Instant arrival = sink.arrival();
    if (node == null) {
      return arrived(arrival, false);
    }
    Instant read;
    try {
      read = EventTime.read(node, format);
    } catch (DateTimeException | ArithmeticException malformed) {
      sink.refuse(RejectionReason.MALFORMED_TIME, source, "the time: " + malformed.getMessage());
      return null;
    }
    long seconds = read.getEpochSecond();
    if (seconds < EventTime.EARLIEST.getEpochSecond()
        || isLater(read, arrival, EventTime.LATEST_AHEAD_SECONDS)) {
      sink.refuse(
          RejectionReason.ABSURD_TIME,
          source,
          "the time " + read + " is before 2000 or more than a day ahead; set the sensor's clock");
      return null;
    }
    return isLater(read, arrival, EventTime.CLOCK_TOLERANCE_SECONDS)
        ? arrived(arrival, true)
        : new Stamp(read, Reading.TimeSource.SENSOR, false);
  }

  private static Stamp arrived(Instant arrival, boolean clamped) {
    Instant cut = arrival.truncatedTo(ChronoUnit.MICROS);
    Reading.TimeSource source = clamped ? Reading.TimeSource.REPLACED : Reading.TimeSource.ARRIVAL;
    return new Stamp(cut, source, clamped);
  }

  /** Whether a time is later than the arrival, cut to microseconds, by more than some seconds. */
  private static boolean isLater(Instant time, Instant arrival, long bySeconds) {
    long ahead = time.getEpochSecond() - arrival.getEpochSecond();
    return ahead > bySeconds
        || (ahead == bySeconds && time.getNano() > arrival.getNano() / 1_000 * 1_000);
  }
}
