package io.linewatch.edge.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.domain.desired.SourceMapping.TimeFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a sensor's time. Times are cut to microseconds, as history keeps them. */
final class EventTime {
  static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  static final long LATEST_AHEAD_SECONDS = 86_400;

  /** Clocks of good sensors differ by this much; what is further ahead gets the arrival time. */
  static final long CLOCK_TOLERANCE_SECONDS = 10;

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,19}(\\.\\d{1,9})?");

  // The magnitude tells the unit for every time between 1973 and 5138.
  private static final long SECONDS_BELOW = 100_000_000_000L;
  private static final long MILLIS_BELOW = 100_000_000_000_000L;
  private static final long MICROS_BELOW = 100_000_000_000_000_000L;

  private static final long NONE = -1;

  private EventTime() {}

  /**
   * @throws DateTimeException with one sentence for people when there is no time in the node
   */
  static Instant read(JsonNode node, TimeFormat format) {
    Instant usual = usual(node, format);
    return usual == null ? unusual(node, format) : usual;
  }

  /** The two forms nearly all sensors write, without detours; null for any other. */
  private static @Nullable Instant usual(JsonNode node, TimeFormat format) {
    if (node.isTextual() && (format == TimeFormat.AUTO || format == TimeFormat.ISO_8601)) {
      return UtcTime.read(node.textValue());
    }
    if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
      return null;
    }
    long number = node.longValue();
    long micros =
        switch (format) {
          case EPOCH_SECONDS -> number < SECONDS_BELOW ? number * 1_000_000 : NONE;
          case EPOCH_MILLIS -> number < MILLIS_BELOW ? number * 1_000 : NONE;
          case EPOCH_MICROS -> number;
          case EPOCH_NANOS -> number / 1_000;
          case AUTO -> {
            if (number < SECONDS_BELOW) {
              yield number * 1_000_000;
            }
            if (number < MILLIS_BELOW) {
              yield number * 1_000;
            }
            yield number < MICROS_BELOW ? number : number / 1_000;
          }
          case ISO_8601 -> NONE;
        };
    return micros == NONE ? null : ofMicros(micros);
  }

  private static Instant ofMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static Instant unusual(JsonNode node, TimeFormat format) {
    if (node.isTextual() && !isNumber(node.textValue(), format)) {
      if (format == TimeFormat.AUTO || format == TimeFormat.ISO_8601) {
        return iso(node.textValue());
      }
      throw new DateTimeException("'" + node.textValue() + "' is not a number as " + format);
    }
    if (!(node.isNumber() || node.isTextual()) || format == TimeFormat.ISO_8601) {
      throw new DateTimeException(node + " is not a time as " + format);
    }
    if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
      throw new DateTimeException(node + " is not a time");
    }
    return epoch(node.isTextual() ? new BigDecimal(node.textValue()) : node.decimalValue(), format);
  }

  private static boolean isNumber(String text, TimeFormat format) {
    return format != TimeFormat.ISO_8601 && NUMBER.matcher(text).matches();
  }

  private static Instant iso(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException notIso) {
      throw new DateTimeException(
          "'" + text + "' is not an ISO-8601 time with offset, such as 2026-03-01T08:00:00.5Z",
          notIso);
    }
  }

  private static Instant epoch(BigDecimal number, TimeFormat format) {
    int shift =
        switch (format) {
          case EPOCH_SECONDS -> 6;
          case EPOCH_MILLIS -> 3;
          case EPOCH_MICROS -> 0;
          case EPOCH_NANOS -> -3;
          case AUTO, ISO_8601 -> magnitude(number.abs());
        };
    // Ahead of any arithmetic: 1e999999999 is a short text and a very long number.
    if (number.precision() - number.scale() > 20) {
      throw new DateTimeException("a time of more than 20 digits");
    }
    BigDecimal micros = number.scaleByPowerOfTen(shift).setScale(0, RoundingMode.FLOOR);
    if (micros.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new DateTimeException(number + " is beyond any time");
    }
    return ofMicros(micros.longValueExact());
  }

  private static int magnitude(BigDecimal number) {
    if (number.compareTo(BigDecimal.valueOf(SECONDS_BELOW)) < 0) {
      return 6;
    }
    if (number.compareTo(BigDecimal.valueOf(MILLIS_BELOW)) < 0) {
      return 3;
    }
    return number.compareTo(BigDecimal.valueOf(MICROS_BELOW)) < 0 ? 0 : -3;
  }
}
