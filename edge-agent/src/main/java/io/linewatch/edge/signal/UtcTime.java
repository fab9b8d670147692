package io.linewatch.edge.signal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * {@code 2026-03-01T08:00:00.123456Z}, the one text form nearly all sensors write, read by hand.
 */
final class UtcTime {
  private static final int SECONDS_END = "2026-03-01T08:00:00".length();
  private static final int MAX_FRACTION_DIGITS = 9;
  private static final int SECONDS_PER_DAY = 86_400;

  private UtcTime() {}

  /**
   * The moment, cut to microseconds; null for any text of another form, and for one of this form
   * that names no moment.
   */
  static @Nullable Instant read(String text) {
    int end = text.length() - 1;
    if (end < SECONDS_END || text.charAt(end) != 'Z' || !hasMarks(text)) {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, SECONDS_END);
    int micros = micros(text, end);
    if ((year | month | day | hour | minute | second | micros) < 0
        || hour > 23
        || minute > 59
        || second > 59) {
      return null;
    }
    try {
      long days = LocalDate.of(year, month, day).toEpochDay();
      long seconds = days * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second;
      return Instant.ofEpochSecond(seconds, micros * 1_000L);
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }

  private static boolean hasMarks(String text) {
    return text.charAt(4) == '-'
        && text.charAt(7) == '-'
        && text.charAt(10) == 'T'
        && text.charAt(13) == ':'
        && text.charAt(16) == ':';
  }

  /** What follows the seconds, up to {@code end}: nothing, or a point and 1 to 9 digits. */
  private static int micros(String text, int end) {
    if (end == SECONDS_END) {
      return 0;
    }
    int digits = end - SECONDS_END - 1;
    if (text.charAt(SECONDS_END) != '.' || digits < 1 || digits > MAX_FRACTION_DIGITS) {
      return -1;
    }
    int fraction = number(text, SECONDS_END + 1, end);
    for (int i = digits; i < 6; i++) {
      fraction *= 10;
    }
    for (int i = digits; i > 6; i--) {
      fraction /= 10;
    }
    return fraction;
  }

  /** Negative when there is anything but digits. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
