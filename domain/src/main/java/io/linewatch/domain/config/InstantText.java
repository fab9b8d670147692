package io.linewatch.domain.config;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Times as {@link Instant#toString} writes them in our centuries, read without a formatter: every
 * record has several. Every other form goes to {@link Instant#parse}.
 */
final class InstantText {
  private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
  private static final int NANO_DIGITS = 9;
  private static final int SECONDS_A_DAY = 86_400;

  private InstantText() {}

  /**
   * @throws java.time.DateTimeException when the text is no ISO-8601 time
   */
  static Instant parse(String text) {
    int end = text.length() - 1;
    if (!isUsual(text, end)) {
      return Instant.parse(text);
    }
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if (hour > 23 || minute > 59 || second > 59) {
      return Instant.parse(text);
    }
    long day =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    long ofDay = hour * 3600L + minute * 60L + second;
    return Instant.ofEpochSecond(day * SECONDS_A_DAY + ofDay, nanos(text, end));
  }

  /** Whether it is yyyy-MM-ddTHH:mm:ss, a fraction or none, and Z. */
  private static boolean isUsual(String text, int end) {
    if (end < SHAPE.length() || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < SHAPE.length(); i++) {
      char wanted = SHAPE.charAt(i);
      if (wanted == 'd' ? !isDigit(text.charAt(i)) : text.charAt(i) != wanted) {
        return false;
      }
    }
    if (end == SHAPE.length()) {
      return true;
    }
    int digits = end - SHAPE.length() - 1;
    if (text.charAt(SHAPE.length()) != '.' || digits < 1 || digits > NANO_DIGITS) {
      return false;
    }
    for (int i = SHAPE.length() + 1; i < end; i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static int nanos(String text, int end) {
    int nanos = 0;
    for (int i = 0; i < NANO_DIGITS; i++) {
      int at = SHAPE.length() + 1 + i;
      nanos = nanos * 10 + (at < end ? text.charAt(at) - '0' : 0);
    }
    return nanos;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
