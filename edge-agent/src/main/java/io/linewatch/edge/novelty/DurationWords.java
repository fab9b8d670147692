package io.linewatch.edge.novelty;

import java.time.Duration;

/** A span as people say it, in its largest unit that leaves little out. */
final class DurationWords {
  private static final int SECONDS_UP_TO = 120;
  private static final int MINUTES_UP_TO = 7_200;

  private DurationWords() {}

  static String of(Duration span) {
    long seconds = Math.max(1, Math.round(span.toMillis() / 1_000.0));
    if (seconds <= SECONDS_UP_TO) {
      return seconds + " s";
    }
    return seconds <= MINUTES_UP_TO
        ? Math.round(seconds / 60.0) + " min"
        : Math.round(seconds / 3_600.0) + " h";
  }
}
