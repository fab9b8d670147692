package io.linewatch.central.historian;

import io.linewatch.domain.config.Nearest;
import io.linewatch.model.csv.CsvDialect;
import io.linewatch.model.csv.CsvTime;
import io.linewatch.model.csv.CsvTimeFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How an export writes its times: one of the usual forms, or a pattern that somebody gave. */
sealed interface TimeReading {
  /** Numbers in this range as times are what spreadsheets count: days since 1900. */
  double LEAST_SERIAL_DAY = 20_000;

  double GREATEST_SERIAL_DAY = 80_000;

  java.util.regex.Pattern DOTTED = java.util.regex.Pattern.compile("\\s*\\d{1,2}\\.\\d{1,2}\\.\\d");

  /** One of the forms that recordings have. */
  record Usual(CsvTimeFormat format) implements TimeReading {}

  /**
   * A pattern of {@link DateTimeFormatter}.
   *
   * @param text as given
   */
  record Pattern(String text, DateTimeFormatter formatter) implements TimeReading {}

  private static Map<String, CsvTimeFormat> names() {
    Map<String, CsvTimeFormat> names = new LinkedHashMap<>();
    for (CsvTimeFormat format : CsvTimeFormat.values()) {
      if (format != CsvTimeFormat.ROW_NUMBER) {
        names.put(format.name().toLowerCase(Locale.ROOT).replace('_', '-'), format);
      }
    }
    return names;
  }

  /**
   * What somebody gave: a form's name, or a pattern.
   *
   * @throws RefusedExport when it is neither
   */
  static TimeReading of(String given) throws RefusedExport {
    Map<String, CsvTimeFormat> names = names();
    CsvTimeFormat usual = names.get(given.strip().toLowerCase(Locale.ROOT));
    if (usual != null) {
      return new Usual(usual);
    }
    try {
      if (given.contains("d") && given.contains("M")) {
        return new Pattern(given, DateTimeFormatter.ofPattern(given, Locale.ENGLISH));
      }
    } catch (IllegalArgumentException e) {
      throw new RefusedExport("--time-format '" + given + "': " + e.getMessage());
    }
    throw new RefusedExport(
        "--time-format '%s' is neither a form (%s; %s) nor a pattern such as 'dd/MM/yy HH:mm:ss'"
            .formatted(
                given, String.join(", ", names.keySet()), Nearest.hint(given, names.keySet())));
  }

  /**
   * Looks at times of the beginning.
   *
   * @throws RefusedExport when they are no times, or can be read in more than one way
   */
  static TimeReading guess(String column, List<String> texts) throws RefusedExport {
    // Dots stand between day, month and year in this order, wherever they are used.
    boolean dots = mostly(texts, text -> DOTTED.matcher(text).lookingAt());
    List<CsvTimeFormat> fitting =
        names().values().stream()
            .filter(CsvTimeFormat::isDate)
            .filter(format -> !dots || format != CsvTimeFormat.MONTH_DAY_YEAR)
            .filter(format -> mostly(texts, text -> format.read(text) != null))
            .toList();
    if (fitting.size() > 1) {
      throw new RefusedExport(
          ("times such as '%s' in column '%s' are day-month-year or month-day-year: say which with"
                  + " --time-format")
              .formatted(texts.getFirst(), column));
    }
    if (fitting.size() == 1) {
      refuseShortYears(column, texts, fitting.getFirst());
      return new Usual(fitting.getFirst());
    }
    CsvTimeFormat epoch = epoch(column, texts);
    if (epoch == null) {
      throw new RefusedExport(
          ("times such as '%s' in column '%s' cannot be read: say how they are written with"
                  + " --time-format, such as 'dd.MM.yyyy HH:mm:ss', or which column they are in with"
                  + " --time-column")
              .formatted(texts.isEmpty() ? "" : texts.getFirst(), column));
    }
    return new Usual(epoch);
  }

  /** Whether a text has a date in one of the usual forms, not a time of day alone. */
  static boolean hasDate(String text) {
    return names().values().stream()
        .filter(CsvTimeFormat::isDate)
        .anyMatch(format -> isRead(text, one -> format.read(one) != null));
  }

  private static void refuseShortYears(String column, List<String> texts, CsvTimeFormat format)
      throws RefusedExport {
    for (String text : texts) {
      if (isRead(text, one -> format.read(one).yearDigits() <= 2)) {
        throw new RefusedExport(
            ("times such as '%s' in column '%s' have a year of two digits, which may also be a day:"
                    + " say how they are written with --time-format, such as 'dd/MM/yy HH:mm:ss'")
                .formatted(text, column));
      }
    }
  }

  /** By magnitude, for the years 1973 to 2286; null when they are no such numbers. */
  private static @Nullable CsvTimeFormat epoch(String column, List<String> texts)
      throws RefusedExport {
    for (int i = 0; i < texts.size(); i++) {
      double number = CsvDialect.number(texts.get(i), texts.get(i).indexOf(',') >= 0);
      if (number >= LEAST_SERIAL_DAY && number <= GREATEST_SERIAL_DAY) {
        throw new RefusedExport(
            ("times such as '%s' in column '%s' are a spreadsheet's count of days: give the column"
                    + " a format such as yyyy-mm-dd hh:mm:ss there, and export it again")
                .formatted(texts.get(i), column));
      }
      int digits = number >= 1e8 ? (int) Math.floor(Math.log10(number)) : 0;
      CsvTimeFormat format =
          switch (digits) {
            case 8, 9 -> CsvTimeFormat.EPOCH_SECONDS;
            case 11, 12 -> CsvTimeFormat.EPOCH_MILLIS;
            case 14, 15 -> CsvTimeFormat.EPOCH_MICROS;
            case 17, 18 -> CsvTimeFormat.EPOCH_NANOS;
            default -> null;
          };
      if (format != null) {
        return format;
      }
    }
    return null;
  }

  /** Nine of ten, and one at least: a damaged row must not hide what the others are. */
  private static boolean mostly(List<String> texts, Predicate<String> reads) {
    long read = texts.stream().filter(text -> isRead(text, reads)).count();
    return read > 0 && read * 10 >= texts.size() * 9L;
  }

  private static boolean isRead(String text, Predicate<String> reads) {
    try {
      return reads.test(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether times are instants in themselves, whatever the zone. */
  default boolean isEpoch() {
    return this instanceof Usual usual && !usual.format().isDate();
  }

  /**
   * Microseconds since 1970 of a number that counts from then.
   *
   * @throws IllegalArgumentException when it is not such a number
   */
  default long epochMicros(String text) {
    return ((Usual) this).format().micros(text, 0);
  }

  /**
   * A date and time.
   *
   * @throws IllegalArgumentException when the text is not one
   */
  default CsvTime read(String text) {
    return switch (this) {
      case Usual usual -> usual.format().read(text);
      case Pattern pattern -> {
        try {
          TemporalAccessor read =
              pattern
                  .formatter()
                  .parseBest(
                      text,
                      ZonedDateTime::from,
                      OffsetDateTime::from,
                      LocalDateTime::from,
                      LocalDate::from);
          yield switch (read) {
            case ZonedDateTime zoned -> new CsvTime(zoned.toLocalDateTime(), zoned.getOffset(), 4);
            case OffsetDateTime time -> new CsvTime(time.toLocalDateTime(), time.getOffset(), 4);
            case LocalDate day -> new CsvTime(day.atStartOfDay(), null, 4);
            default -> new CsvTime(LocalDateTime.from(read), null, 4);
          };
        } catch (DateTimeException e) {
          throw new IllegalArgumentException(
              "'%s' is not written as '%s'".formatted(text, pattern.text()), e);
        }
      }
    };
  }
}
