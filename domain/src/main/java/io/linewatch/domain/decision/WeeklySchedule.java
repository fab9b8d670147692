package io.linewatch.domain.decision;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Days and hours in which a policy is awake: from {@code from} up to, not including, {@code to}. A
 * {@code from} not before {@code to} runs over midnight of a named day, so 00:00 to 00:00 is the
 * whole of it.
 */
public record WeeklySchedule(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to) {
  public WeeklySchedule {
    days = Set.copyOf(days);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("a schedule needs at least one day");
    }
  }

  public boolean contains(Instant time) {
    ZonedDateTime local = time.atZone(zone);
    LocalTime clock = local.toLocalTime();
    if (from.isBefore(to)) {
      return days.contains(local.getDayOfWeek()) && !clock.isBefore(from) && clock.isBefore(to);
    }
    return (days.contains(local.getDayOfWeek()) && !clock.isBefore(from))
        || (days.contains(local.getDayOfWeek().minus(1)) && clock.isBefore(to));
  }
}
