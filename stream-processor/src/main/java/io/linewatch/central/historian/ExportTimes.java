package io.linewatch.central.historian;

import io.linewatch.domain.config.Nearest;
import io.linewatch.model.csv.CsvTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times of an export to microseconds since 1970. A time without an offset is one of the zone that
 * was named; of the two hours a year at which that is not enough, the one that does not exist is
 * refused and the one that comes twice is taken as {@link RepeatedHour} says. One thread.
 */
final class ExportTimes {
  static final String MISSING_HOUR = "the clock was set forward: the time does not exist";
  static final String REPEATED_HOUR = "the clock was set back: the time came twice";
  private static final int MAX_PLACES = 100_000;

  private final TimeReading reading;
  private final @Nullable ZoneId zone;
  private final RepeatedHour repeated;
  private long[] last = new long[16];
  private String lastText = "";
  private Read lastRead = Read.refused("");
  private long repeatedTaken;

  ExportTimes(TimeReading reading, @Nullable ZoneId zone, RepeatedHour repeated) {
    this.reading = reading;
    this.zone = zone;
    this.repeated = repeated;
    Arrays.fill(last, Long.MIN_VALUE);
  }

  /**
   * A time read, or why not.
   *
   * @param micros since 1970-01-01T00:00Z
   * @param problem empty when it was read
   * @param twice whether the clock showed it twice
   */
  record Read(long micros, String problem, boolean twice) {
    static Read refused(String problem) {
      return new Read(0, problem, false);
    }

    boolean isGood() {
      return problem.isEmpty();
    }
  }

  /**
   * @param place whose times come in order: a channel, or the file
   */
  Read read(String text, int place) {
    // Rows of one instant come one after the other.
    Read read = text.equals(lastText) && !lastRead.twice() ? lastRead : fresh(text, place);
    lastText = text;
    lastRead = read;
    if (read.isGood() && repeated == RepeatedHour.IN_ORDER && place < MAX_PLACES) {
      if (place >= last.length) {
        int known = last.length;
        last = Arrays.copyOf(last, Math.max(place + 1, 2 * known));
        Arrays.fill(last, known, last.length, Long.MIN_VALUE);
      }
      last[place] = read.micros();
    }
    return read;
  }

  /** How many times that came twice were taken. */
  long repeatedTaken() {
    return repeatedTaken;
  }

  private Read fresh(String text, int place) {
    try {
      if (reading.isEpoch()) {
        return new Read(reading.epochMicros(text), "", false);
      }
      CsvTime time = reading.read(text);
      ZoneOffset offset = time.offset();
      if (offset != null) {
        return new Read(micros(time.local(), offset), "", false);
      }
      return zone == null
          ? Read.refused("the time has no offset; name its zone with --zone")
          : inZone(zone, time.local(), place);
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Read.refused("not a time");
    }
  }

  private Read inZone(ZoneId known, LocalDateTime local, int place) {
    List<ZoneOffset> offsets = known.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      return Read.refused(MISSING_HOUR);
    }
    long first = micros(local, offsets.getFirst());
    if (offsets.size() == 1) {
      return new Read(first, "", false);
    }
    if (repeated == RepeatedHour.REJECT) {
      return new Read(0, REPEATED_HOUR, true);
    }
    repeatedTaken++;
    boolean second =
        repeated == RepeatedHour.SECOND
            || (repeated == RepeatedHour.IN_ORDER && place < last.length && first < last[place]);
    return new Read(second ? micros(local, offsets.getLast()) : first, "", true);
  }

  private static long micros(LocalDateTime local, ZoneOffset offset) {
    return Math.addExact(
        Math.multiplyExact(local.toEpochSecond(offset), 1_000_000L),
        local.get(ChronoField.MICRO_OF_SECOND));
  }

  /**
   * A zone by its name, or an offset such as +08:00.
   *
   * @throws RefusedExport when there is none
   */
  static ZoneId zone(String name) throws RefusedExport {
    try {
      return ZoneId.of(name.strip());
    } catch (DateTimeException e) {
      Optional<String> near = Nearest.to(name, ZoneId.getAvailableZoneIds());
      throw new RefusedExport(
          "--zone '%s' is no time zone; write Europe/Berlin, Asia/Shanghai, UTC or +08:00%s"
              .formatted(name, near.map(one -> "; did you mean '" + one + "'?").orElse("")));
    }
  }

  /** Whether the texts leave open of which zone they are. */
  static boolean needZone(TimeReading reading, List<String> texts) {
    return !reading.isEpoch()
        && texts.stream()
            .anyMatch(text -> {
              try {
                return reading.read(text).offset() == null;
              } catch (IllegalArgumentException e) {
                return false;
              }
            });
  }

  /** For people. */
  static String text(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  @Override
  public String toString() {
    String form =
        switch (reading) {
          case TimeReading.Usual usual -> usual.format().words();
          case TimeReading.Pattern pattern -> "times as " + pattern.text();
        };
    return zone == null || reading.isEpoch()
        ? form
        : form
            + " in zone "
            + zone
            + ", repeated hour "
            + repeated.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
