package io.linewatch.central.history;

import io.linewatch.central.history.SeriesPoints.Gap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Minutes without a block, and blocks that say something is missing, joined where they touch. Only
 * within the given span: before the first and after the last block of a series nothing is missing.
 * Not thread-safe.
 */
final class GapSpans {
  /** More holes than a plot can show; later ones widen the last. */
  static final int MAX_SPANS = 500;

  private final long to;
  private final List<Gap> spans = new ArrayList<>();
  private long expected;

  GapSpans(long fromMicros, long toMicros) {
    this.expected = fromMicros;
    this.to = toMicros;
  }

  /**
   * Blocks must come in order of their minute; several of one minute are fine.
   *
   * @param minutes for how many minutes the block stands, at least 1
   */
  void block(long minuteMicros, boolean complete, int minutes) {
    if (minuteMicros > expected) {
      add(expected, Math.min(minuteMicros, to));
    }
    long end = minuteMicros + MinMaxBuckets.MINUTE_MICROS;
    if (!complete) {
      add(minuteMicros, Math.min(end, to));
    }
    expected = Math.max(expected, minuteMicros + minutes * MinMaxBuckets.MINUTE_MICROS);
  }

  /** Ends the span. */
  List<Gap> spans() {
    if (expected < to) {
      add(expected, to);
      expected = to;
    }
    return List.copyOf(spans);
  }

  private void add(long fromMicros, long toMicros) {
    if (fromMicros >= toMicros) {
      return;
    }
    Gap gap = new Gap(instant(fromMicros), instant(toMicros));
    Gap last = spans.isEmpty() ? null : spans.getLast();
    if (last != null && (!gap.from().isAfter(last.to()) || spans.size() == MAX_SPANS)) {
      Instant end = last.to().isAfter(gap.to()) ? last.to() : gap.to();
      spans.set(spans.size() - 1, new Gap(last.from(), end));
    } else {
      spans.add(gap);
    }
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
