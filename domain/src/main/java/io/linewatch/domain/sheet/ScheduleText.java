package io.linewatch.domain.sheet;

import io.linewatch.domain.decision.WeeklySchedule;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A schedule in one cell: {@code mon-fri,sun 06:00-22:00 Asia/Shanghai}. */
final class ScheduleText {
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private ScheduleText() {}

  /**
   * @throws IllegalArgumentException when the text has another form
   */
  static WeeklySchedule parse(String text) {
    String[] parts = text.strip().split("\\s+", -1);
    try {
      if (parts.length == 3) {
        String[] hours = parts[1].split("-", -1);
        if (hours.length == 2) {
          return new WeeklySchedule(
              ZoneId.of(parts[2]),
              days(parts[0]),
              LocalTime.parse(hours[0]),
              LocalTime.parse(hours[1]));
        }
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(refusal(text), e);
    }
    throw new IllegalArgumentException(refusal(text));
  }

  static String format(WeeklySchedule schedule) {
    String days =
        schedule.days().stream()
            .sorted()
            .map(day -> DAYS.get(day.getValue() - 1))
            .collect(Collectors.joining(","));
    return days + " " + schedule.from() + "-" + schedule.to() + " " + schedule.zone();
  }

  private static Set<DayOfWeek> days(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] ends = part.split("-", -1);
      int first = DAYS.indexOf(ends[0]);
      int last = DAYS.indexOf(ends[ends.length - 1]);
      if (first < 0 || last < 0 || ends.length > 2) {
        throw new IllegalArgumentException(refusal(text));
      }
      for (int day = first; ; day = (day + 1) % DAYS.size()) {
        days.add(DayOfWeek.of(day + 1));
        if (day == last) {
          break;
        }
      }
    }
    return days;
  }

  private static String refusal(String text) {
    return "must be days, hours and a zone such as 'mon-fri 06:00-22:00 Asia/Shanghai', not '"
        + text
        + "'";
  }
}
