package io.linewatch.domain.decision;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Days and hours in which a policy is awake. {@code from} after {@code to} runs over midnight of a
 * named day.
 */
public record WeeklySchedule(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to) {
  public WeeklySchedule {
    days = Set.copyOf(days);
  }

  public boolean contains(Instant time) {
    ZonedDateTime local = time.atZone(zone);
    LocalTime clock = local.toLocalTime();
    if (!from.isAfter(to)) {
      return days.contains(local.getDayOfWeek()) && !clock.isBefore(from) && clock.isBefore(to);
    }
    return (days.contains(local.getDayOfWeek()) && !clock.isBefore(from))
        || (days.contains(local.getDayOfWeek().minus(1)) && clock.isBefore(to));
  }
}
