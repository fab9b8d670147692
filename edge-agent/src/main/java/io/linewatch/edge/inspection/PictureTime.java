package io.linewatch.edge.inspection;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** When a picture was taken, as cameras and their scripts write it. Pure. */
final class PictureTime {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration AHEAD = Duration.ofDays(1);

  // The magnitude tells the unit for every time between 1973 and 5138.
  private static final long SECONDS_BELOW = 100_000_000_000L;
  private static final long MILLIS_BELOW = 100_000_000_000_000L;
  private static final long MICROS_BELOW = 100_000_000_000_000_000L;

  /** As file names carry it: without colons. */
  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss[.SSSSSS][.SSS]X");

  private PictureTime() {}

  /**
   * ISO-8601 with offset, {@code 20260301T080000Z}, or a number since 1970 whose magnitude tells
   * seconds, milliseconds, microseconds or nanoseconds.
   *
   * @return cut to microseconds; null when it is no time
   */
  static @Nullable Instant read(String text) {
    // Nineteen digits are a long up to 9.2e18; nanoseconds beyond the year 2255 are not taken.
    if (text.matches("\\d{9,18}|[1-8]\\d{18}")) {
      return ofNumber(Long.parseLong(text));
    }
    if (text.length() > 40) {
      return null;
    }
    try {
      return text.indexOf('-') > 0
          ? OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS)
          : OffsetDateTime.parse(text, COMPACT).toInstant();
    } catch (DateTimeException none) {
      return null;
    }
  }

  private static Instant ofNumber(long number) {
    if (number < SECONDS_BELOW) {
      return Instant.ofEpochSecond(number);
    }
    if (number < MILLIS_BELOW) {
      return Instant.ofEpochMilli(number);
    }
    return Instant.EPOCH.plus(number < MICROS_BELOW ? number : number / 1_000, ChronoUnit.MICROS);
  }

  /** Whether a camera can have taken it then. */
  static boolean possible(Instant time, Instant arrival) {
    return !time.isBefore(EARLIEST) && !time.isAfter(arrival.plus(AHEAD));
  }
}
