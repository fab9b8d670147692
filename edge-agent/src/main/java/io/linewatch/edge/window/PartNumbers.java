package io.linewatch.edge.window;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the parts of a series' minutes: 0 for the first block of a minute, more for what came
 * late. It remembers only minutes of which something came late, and of those the last 256; all
 * others cost nothing. Lane thread.
 */
final class PartNumbers {
  private static final int MAX_REMEMBERED_MINUTES = 256;

  private final long startedMicros;
  private final int firstPartOfOldMinutes;
  private long newestMinute = Long.MIN_VALUE;
  private @Nullable Map<Long, Integer> lateParts;

  PartNumbers(Instant startedAt) {
    startedMicros = ChronoUnit.MICROS.between(Instant.EPOCH, startedAt);
    // Rises with every start, fits an int until 2090, and leaves room for the parts of one run.
    firstPartOfOldMinutes = (int) Math.max(1, startedAt.getEpochSecond() - 1_750_000_000L);
  }

  /**
   * The number of the next part of a minute.
   *
   * @param minuteMicros its start
   */
  int next(long minuteMicros) {
    int firstPart = minuteMicros < startedMicros ? firstPartOfOldMinutes : 0;
    if (minuteMicros > newestMinute) {
      newestMinute = minuteMicros;
      return firstPart;
    }
    if (lateParts == null) {
      lateParts = new LinkedHashMap<>();
    }
    // Perhaps nothing was sent of it before; then its parts begin with the second number.
    int part = lateParts.getOrDefault(minuteMicros, firstPart + 1);
    lateParts.put(minuteMicros, part + 1);
    if (lateParts.size() > MAX_REMEMBERED_MINUTES) {
      lateParts.remove(lateParts.keySet().iterator().next());
    }
    return part;
  }
}
