package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.auth.Role;
import io.linewatch.central.history.HistoryReader;
import io.linewatch.central.history.SeriesInfo;
import io.linewatch.central.history.SeriesPoints;
import io.linewatch.domain.plant.AssetPath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Series as pictures: one large, and all of an asset as small ones. */
public final class PlotRoutes implements RouteGroup {
  private static final int MAX_POINTS = 4000;
  private static final int TREND_POINTS = 80;
  private static final int MAX_TRENDS = 40;
  private static final Duration LONGEST_RANGE = Duration.ofDays(400);

  private final HistoryReader history;
  private final PlotReader plots;

  public PlotRoutes(HistoryReader history) {
    this.history = history;
    this.plots = new PlotReader(history);
  }

  /**
   * @param values time in milliseconds since 1970, value; a null value marks a gap
   * @param last the newest value before the range's end, in the same form; it may be older than the
   *     range
   * @param imported whether some values were imported from a historian
   */
  record Plot(
      String series,
      String unit,
      List<@Nullable Object[]> values,
      @Nullable Object @Nullable [] last,
      List<SeriesPoints.Gap> gaps,
      boolean downSampled,
      boolean imported,
      List<AlertView> alerts) {}

  /**
   * @param name a channel's name, or {@code model:} and a model's
   */
  record Trend(
      String name,
      String unit,
      List<@Nullable Object[]> values,
      @Nullable Object @Nullable [] last) {}

  record Trends(List<Trend> trends) {}

  @Override
  public void register(RoutesConfig routes, Access access) {
    routes.get("/api/series", access.allow(Role.VIEWER, this::series));
    routes.get("/api/asset/trends", access.allow(Role.VIEWER, this::trends));
  }

  private record Range(Instant from, Instant to) {
    static Range of(Context ctx) {
      Instant from = HistoryRoutes.parse(HistoryRoutes.required(ctx, "from"));
      Instant to = HistoryRoutes.parse(HistoryRoutes.required(ctx, "to"));
      if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST_RANGE) > 0) {
        throw new ApiError(400, "bad-request", "from must be before to, by at most 400 days.");
      }
      return new Range(from, to);
    }
  }

  private void series(Context ctx) {
    Range range = Range.of(ctx);
    int maxPoints = HistoryRoutes.number(ctx, "maxPoints", 1000, 2, MAX_POINTS);
    SeriesPoints points =
        plots.read(HistoryRoutes.required(ctx, "series"), range.from(), range.to(), maxPoints);
    ConsoleJson.reply(
        ctx,
        new Plot(
            points.series(),
            points.unit(),
            values(points),
            last(points.series(), range),
            points.gaps(),
            points.downSampled(),
            points.imported(),
            marks(points.series(), range)));
  }

  private void trends(Context ctx) {
    AssetPath asset = HistoryRoutes.asset(ctx);
    Range range = Range.of(ctx);
    TreeMap<String, String> seriesByName = new TreeMap<>();
    for (SeriesInfo info : history.series(asset)) {
      String name = PlotReader.channelOf(info.series()).substring(asset.toString().length() + 1);
      // A channel and the limit on it are one picture; PlotReader finds the channel's values.
      seriesByName.merge(
          name, info.series(), (one, other) -> one.contains("/limit:") ? one : other);
    }
    List<Trend> trends = new ArrayList<>();
    seriesByName.entrySet().stream()
        .limit(MAX_TRENDS)
        .forEach(entry -> {
          SeriesPoints points =
              plots.read(entry.getValue(), range.from(), range.to(), TREND_POINTS);
          trends.add(
              new Trend(
                  entry.getKey(), points.unit(), values(points), last(entry.getValue(), range)));
        });
    ConsoleJson.reply(ctx, new Trends(trends));
  }

  private @Nullable Object @Nullable [] last(String series, Range range) {
    SeriesPoints.Point last = plots.last(series, range.to());
    return last == null ? null : new Object[] {last.time().toEpochMilli(), last.value()};
  }

  private static List<@Nullable Object[]> values(SeriesPoints points) {
    List<@Nullable Object[]> values = new ArrayList<>();
    var gaps = points.gaps().iterator();
    SeriesPoints.@Nullable Gap gap = gaps.hasNext() ? gaps.next() : null;
    for (SeriesPoints.Point point : points.points()) {
      while (gap != null && !point.time().isBefore(gap.to())) {
        values.add(new @Nullable Object[] {gap.from().toEpochMilli(), null});
        gap = gaps.hasNext() ? gaps.next() : null;
      }
      values.add(new @Nullable Object[] {point.time().toEpochMilli(), point.value()});
    }
    return values;
  }

  /** Alerts of the plotted detector, or of the limit on the channel, that held in the range. */
  private List<AlertView> marks(String series, Range range) {
    AssetPath asset = AssetPath.of(series.substring(0, Math.max(0, series.lastIndexOf('/'))));
    return history.alertsOverlapping(asset, range.from(), range.to()).stream()
        .filter(alert ->
            alert.source().equals(series) || PlotReader.channelOf(alert.source()).equals(series))
        .map(AlertView::of)
        .toList();
  }
}
