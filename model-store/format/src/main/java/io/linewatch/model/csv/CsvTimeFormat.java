package io.linewatch.model.csv;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a recording writes its times. A time without a zone is taken as UTC. */
public enum CsvTimeFormat {
  /**
   * {@code 2020-03-09 10:34:33}, also with T, slashes, dots, fractions, a zone, the hour alone, or
   * 年月日.
   */
  YEAR_MONTH_DAY("dates as year-month-day"),
  DAY_MONTH_YEAR("dates as day-month-year"),
  MONTH_DAY_YEAR("dates as month-day-year"),
  EPOCH_SECONDS("seconds since 1970"),
  EPOCH_MILLIS("milliseconds since 1970"),
  EPOCH_MICROS("microseconds since 1970"),
  EPOCH_NANOS("nanoseconds since 1970"),
  /** No time column: rows are taken as one a second, from 2000-01-01. */
  ROW_NUMBER("no times: one row a second assumed");

  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{1,4})[-/.年](\\d{1,2})[-/.月](\\d{1,4})日?"
              + "(?:[ T]+(\\d{1,2})(?::(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?)?"
              + "\\s*([AaPp][Mm])?\\s*(Z|[+-]\\d{2}:?\\d{2})?)?");

  private static final int MAX_DIGITS = 32;
  private static final long ROWS_BEGIN_SECONDS = 946_684_800L;

  private final String words;

  CsvTimeFormat(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /**
   * Reads a time.
   *
   * @param row number of the row, for recordings without times
   * @return microseconds since 1970-01-01T00:00Z
   * @throws IllegalArgumentException when the text is not such a time
   */
  public long micros(String text, long row) {
    try {
      return switch (this) {
        case YEAR_MONTH_DAY, DAY_MONTH_YEAR, MONTH_DAY_YEAR -> date(text.strip());
        case EPOCH_SECONDS -> epoch(text, 6);
        case EPOCH_MILLIS -> epoch(text, 3);
        case EPOCH_MICROS -> epoch(text, 0);
        case EPOCH_NANOS -> epoch(text, -3);
        case ROW_NUMBER -> (ROWS_BEGIN_SECONDS + row) * 1_000_000L;
      };
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is not a time: " + e.getMessage(), e);
    }
  }

  private static long epoch(String text, int scale) {
    String number = text.strip().replace(',', '.');
    if (number.length() > MAX_DIGITS) {
      throw new IllegalArgumentException("'" + text + "' is not a time");
    }
    BigDecimal value = new BigDecimal(number);
    // Ahead of any arithmetic: 1e-99999999 is a short text and a very long number.
    if (value.precision() - value.scale() > 20 || value.scale() > MAX_DIGITS) {
      throw new IllegalArgumentException("'" + text + "' is out of range");
    }
    return value.movePointRight(scale).toBigInteger().longValueExact();
  }

  /** Whether times are dates as people write them, which {@link #read} reads. */
  public boolean isDate() {
    return this == YEAR_MONTH_DAY || this == DAY_MONTH_YEAR || this == MONTH_DAY_YEAR;
  }

  /**
   * Reads a date and time as it is written, for those who know its zone.
   *
   * @throws IllegalArgumentException when the text is not such a time, or this is no format of
   *     dates
   */
  public CsvTime read(String text) {
    if (!isDate()) {
      throw new IllegalArgumentException(words + " are no dates");
    }
    try {
      return written(text.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is not a time: " + e.getMessage(), e);
    }
  }

  private long date(String text) {
    CsvTime time = written(text);
    ZoneOffset offset = time.offset() == null ? ZoneOffset.UTC : time.offset();
    long seconds = time.local().toEpochSecond(offset);
    return Math.addExact(
        Math.multiplyExact(seconds, 1_000_000L), time.local().get(ChronoField.MICRO_OF_SECOND));
  }

  private CsvTime written(String text) {
    Matcher m = DATE.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a date and time");
    }
    int first = Integer.parseInt(m.group(1));
    int second = Integer.parseInt(m.group(2));
    int third = Integer.parseInt(m.group(3));
    boolean yearFirst = m.group(1).length() > 2;
    if (yearFirst != (this == YEAR_MONTH_DAY)) {
      throw new IllegalArgumentException("'" + text + "' has the year elsewhere");
    }
    LocalDate day =
        switch (this) {
          case YEAR_MONTH_DAY -> LocalDate.of(first, second, third);
          case DAY_MONTH_YEAR -> LocalDate.of(fullYear(third), second, first);
          default -> LocalDate.of(fullYear(third), first, second);
        };
    return new CsvTime(
        day.atTime(timeOf(m)), zoneOf(m.group(9)), m.group(yearFirst ? 1 : 3).length());
  }

  private static int fullYear(int year) {
    return year < 100 ? 2000 + year : year;
  }

  private static LocalTime timeOf(Matcher m) {
    if (m.group(4) == null) {
      return LocalTime.MIDNIGHT;
    }
    int hour = Integer.parseInt(m.group(4));
    String half = m.group(8);
    if (half != null) {
      hour = hour % 12 + (half.equalsIgnoreCase("pm") ? 12 : 0);
    }
    return LocalTime.of(
        hour, numberOf(m.group(5)), numberOf(m.group(6)), fractionNanos(m.group(7)));
  }

  /** Minutes and seconds may be left out. */
  private static int numberOf(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static @Nullable ZoneOffset zoneOf(@Nullable String zone) {
    return zone == null ? null : ZoneOffset.of(zone);
  }

  private static int fractionNanos(@Nullable String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
  }
}
