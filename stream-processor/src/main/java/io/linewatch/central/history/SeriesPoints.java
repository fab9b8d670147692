package io.linewatch.central.history;

import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import java.util.List;

/**
 * A plot's worth of one series.
 *
 * @param unit UCUM code; empty when there are no points
 * @param points in order of time
 * @param gaps where points are missing: no block for a minute or more, or a block that says it is
 *     incomplete
 * @param downSampled whether points are the least and greatest of each of several equal spans of
 *     time, not all there are
 * @param imported whether some of it was imported from a historian: true to that export, which may
 *     have been thinned, not to the sensor
 */
public record SeriesPoints(
    String series,
    String unit,
    List<Point> points,
    List<Gap> gaps,
    boolean downSampled,
    boolean imported) {
  public SeriesPoints {
    points = List.copyOf(points);
    gaps = List.copyOf(gaps);
  }

  /** One value as it was; never an average. */
  public record Point(Instant time, double value, Quality quality) {}

  /** A span, from inclusive, to exclusive, in which values are missing. */
  public record Gap(Instant from, Instant to) {}
}
