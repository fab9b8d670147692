package io.linewatch.central.history;

import io.linewatch.central.history.SeriesPoints.Point;
import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Least and greatest of equal spans of time: what a plot needs so that no peak is lost. Few points
 * are kept as they are. Not thread-safe.
 */
final class MinMaxBuckets {
  static final long MINUTE_MICROS = 60_000_000;

  private final long from;
  private final long to;
  private final long origin;
  private final long width;
  private final int maxPoints;
  private final @Nullable Point[] least;
  private final @Nullable Point[] greatest;
  private final List<Point> all = new ArrayList<>();
  private long seen;
  private boolean leftOut;
  private long lastMicros = Long.MIN_VALUE;
  private boolean inOrder = true;

  MinMaxBuckets(long fromMicros, long toMicros, int maxPoints) {
    this.from = fromMicros;
    this.to = toMicros;
    this.maxPoints = maxPoints;
    int wanted = Math.max(1, maxPoints / 2);
    long exact = Math.ceilDiv(toMicros - fromMicros, wanted);
    if (exact >= 2 * MINUTE_MICROS) {
      // On whole minutes, so that the extremes of a minute's block never straddle two buckets; one
      // minute more in the span because the origin moves back.
      this.origin = Math.floorDiv(fromMicros, MINUTE_MICROS) * MINUTE_MICROS;
      long minutes = Math.ceilDiv(toMicros - origin, MINUTE_MICROS);
      this.width = Math.ceilDiv(minutes, wanted) * MINUTE_MICROS;
    } else {
      this.origin = fromMicros;
      this.width = exact;
    }
    int count = (int) Math.ceilDiv(toMicros - origin, width);
    this.least = new Point[count];
    this.greatest = new Point[count];
  }

  /** Whether buckets begin and end on whole minutes. */
  boolean wholeMinutes() {
    return width % MINUTE_MICROS == 0 && origin % MINUTE_MICROS == 0 && width > MINUTE_MICROS;
  }

  /** Takes a value in any order of time; what lies outside the span is ignored. */
  void add(long micros, double value, Quality quality) {
    if (micros < from || micros >= to) {
      return;
    }
    seen++;
    inOrder &= micros > lastMicros;
    lastMicros = micros;
    Point point = new Point(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), value, quality);
    int bucket = (int) ((micros - origin) / width);
    Point low = least[bucket];
    if (low == null || value < low.value()) {
      least[bucket] = point;
    }
    Point high = greatest[bucket];
    if (high == null || value > high.value()) {
      greatest[bucket] = point;
    }
    if (all.size() <= maxPoints) {
      all.add(point);
    }
  }

  /** Values that are in no bucket because they are neither least nor greatest of their block. */
  void leftOut(int count) {
    leftOut |= count > 0;
  }

  boolean downSampled() {
    return leftOut || seen > maxPoints;
  }

  List<Point> points() {
    if (!downSampled()) {
      return inOrder
          ? all
          : all.stream().sorted(Comparator.comparing(Point::time)).distinct().toList();
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < least.length; i++) {
      Point low = least[i];
      Point high = greatest[i];
      if (low == null || high == null) {
        continue;
      }
      boolean lowFirst = !high.time().isBefore(low.time());
      points.add(lowFirst ? low : high);
      if (!low.time().equals(high.time())) {
        points.add(lowFirst ? high : low);
      }
    }
    return points;
  }
}
