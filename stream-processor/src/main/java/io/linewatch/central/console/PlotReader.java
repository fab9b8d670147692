package io.linewatch.central.console;

import io.linewatch.central.history.HistoryReader;
import io.linewatch.central.history.SeriesInfo;
import io.linewatch.central.history.SeriesPoints;
import io.linewatch.domain.plant.AssetPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a plot shows. A limit detector's series holds what was decided on and begins when the limit
 * was set; what its channel measured before that belongs to the same picture.
 */
final class PlotReader {
  private static final String LIMIT = "/limit:";
  private static final int LAST_MINUTE_POINTS = 4000;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final HistoryReader history;

  PlotReader(HistoryReader history) {
    this.history = history;
  }

  /** The channel that a limit detector watches; any other series is its own. */
  static String channelOf(String series) {
    int at = series.lastIndexOf(LIMIT);
    return at < 0 ? series : series.substring(0, at) + "/" + series.substring(at + LIMIT.length());
  }

  /**
   * Values from inclusive to exclusive, under the name that was asked for.
   *
   * @param maxPoints at least 2; where two series meet, at most twice as many come back
   */
  SeriesPoints read(String series, Instant from, Instant to, int maxPoints) {
    SeriesPoints own = history.points(series, from, to, maxPoints);
    String channel = channelOf(series);
    Instant begin = own.points().isEmpty() ? to : own.points().getFirst().time();
    if (channel.equals(series) || Duration.between(from, begin).compareTo(MINUTE) <= 0) {
      return own;
    }
    double share =
        (double) Duration.between(from, begin).toMillis() / Duration.between(from, to).toMillis();
    SeriesPoints earlier =
        history.points(channel, from, begin, Math.max(2, (int) (maxPoints * share)));
    if (earlier.points().isEmpty()) {
      return own;
    }
    // Thinned points lie far apart; only the channel itself says whether it went on to the seam.
    boolean goesOn = !history.points(channel, begin.minus(MINUTE), begin, 2).points().isEmpty();
    return joined(earlier, own, begin, goesOn);
  }

  /**
   * The newest value before an instant. The last point of a thinned plot is not it, but the least
   * or greatest of its span.
   */
  SeriesPoints.@Nullable Point last(String series, Instant to) {
    String channel = channelOf(series);
    AssetPath asset = AssetPath.of(series.substring(0, Math.max(0, series.lastIndexOf('/'))));
    SeriesPoints.Point newest = null;
    for (SeriesInfo info : history.series(asset)) {
      if (info.series().equals(series) || info.series().equals(channel)) {
        Instant end = info.to().isBefore(to) ? info.to() : to;
        List<SeriesPoints.Point> points =
            history.points(info.series(), end.minus(MINUTE), end, LAST_MINUTE_POINTS).points();
        if (!points.isEmpty()
            && (newest == null || points.getLast().time().isAfter(newest.time()))) {
          newest = points.getLast();
        }
      }
    }
    return newest;
  }

  private static SeriesPoints joined(
      SeriesPoints earlier, SeriesPoints own, Instant begin, boolean goesOn) {
    List<SeriesPoints.Gap> gaps = new ArrayList<>(earlier.gaps());
    Instant last = earlier.points().getLast().time();
    if (!own.points().isEmpty() && !goesOn) {
      gaps.removeIf(gap -> !gap.from().isBefore(last));
      gaps.add(new SeriesPoints.Gap(last.plusMillis(1), begin));
    }
    own.gaps().stream().filter(gap -> !gap.from().isBefore(begin)).forEach(gaps::add);
    return new SeriesPoints(
        own.series(),
        own.unit().isEmpty() ? earlier.unit() : own.unit(),
        Stream.concat(earlier.points().stream(), own.points().stream()).toList(),
        gaps,
        earlier.downSampled() || own.downSampled(),
        earlier.imported() || own.imported());
  }
}
