package io.linewatch.domain.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 15s}, {@code 500ms}, {@code 2 min}, {@code PT1H30M}. */
public final class DurationText {
  private static final Pattern FORM = Pattern.compile("(-?\\d{1,15})\\s*([a-zµ]+)");
  private static final Map<String, Duration> UNITS =
      Map.ofEntries(
          Map.entry("us", Duration.ofNanos(1_000)),
          Map.entry("µs", Duration.ofNanos(1_000)),
          Map.entry("ms", Duration.ofMillis(1)),
          Map.entry("s", Duration.ofSeconds(1)),
          Map.entry("sec", Duration.ofSeconds(1)),
          Map.entry("m", Duration.ofMinutes(1)),
          Map.entry("min", Duration.ofMinutes(1)),
          Map.entry("h", Duration.ofHours(1)),
          Map.entry("d", Duration.ofDays(1)));

  /** Units a duration is written in, longest first. */
  private static final List<Map.Entry<String, Duration>> WRITTEN =
      List.of(
          Map.entry("d", Duration.ofDays(1)),
          Map.entry("h", Duration.ofHours(1)),
          Map.entry("min", Duration.ofMinutes(1)),
          Map.entry("s", Duration.ofSeconds(1)),
          Map.entry("ms", Duration.ofMillis(1)),
          Map.entry("us", Duration.ofNanos(1_000)));

  /** More is written in the ISO form; also keeps clear of overflow. */
  private static final long MAX_WRITTEN = 1_000_000_000_000L;

  private DurationText() {}

  /**
   * @throws IllegalArgumentException when the text is no duration
   */
  public static Duration parse(String text) {
    String trimmed = text.strip();
    try {
      if (trimmed.startsWith("P") || trimmed.startsWith("-P")) {
        return Duration.parse(trimmed);
      }
      Matcher matcher = FORM.matcher(trimmed.toLowerCase(Locale.ROOT));
      if (matcher.matches()) {
        Duration unit = UNITS.get(matcher.group(2));
        if (unit != null) {
          return unit.multipliedBy(Long.parseLong(matcher.group(1)));
        }
      } else if (trimmed.equals("0")) {
        return Duration.ZERO;
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(refusal(text), e);
    }
    throw new IllegalArgumentException(refusal(text));
  }

  /** The shortest form that {@link #parse} reads back exactly. */
  public static String format(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    for (Map.Entry<String, Duration> unit : WRITTEN) {
      long times;
      try {
        times = duration.dividedBy(unit.getValue());
      } catch (ArithmeticException e) {
        break; // longer than 292 years: the ISO form carries it
      }
      if (Math.abs(times) < MAX_WRITTEN && unit.getValue().multipliedBy(times).equals(duration)) {
        return times + unit.getKey();
      }
    }
    return duration.toString();
  }

  private static String refusal(String text) {
    return "must be a duration such as 500ms, 15s, 2min, 1h or PT1H30M, not '" + text + "'";
  }
}
