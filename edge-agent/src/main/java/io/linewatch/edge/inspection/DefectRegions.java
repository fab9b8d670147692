package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.DefectRegion;
import io.linewatch.model.visual.HeatMap;
import io.linewatch.model.visual.HeatSpots;
import io.linewatch.model.visual.PictureRegion;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where on the picture the heat-map is above its limit. Pure. */
final class DefectRegions {
  /** Places from this on belong to the defect, in percent of the limit of a place. */
  private static final double LIMIT = 100;

  /** Where none is above the limit: this share of the greatest. */
  private static final double SHARE = 0.7;

  private DefectRegions() {}

  /**
   * The places that touch each other around the greatest value.
   *
   * @param width of the picture, in pixels
   * @param height likewise
   * @param inspected the part of the picture that the map covers
   * @param millimetresPerPixel null without a scale
   * @return null when nothing is above zero
   */
  static @Nullable DefectRegion around(
      HeatMap map,
      int width,
      int height,
      PictureRegion inspected,
      @Nullable Double millimetresPerPixel) {
    int peak = map.greatest();
    double most = map.percent()[peak];
    if (!(most > 0)) {
      return null;
    }
    List<Integer> places = around(map, peak, most >= LIMIT ? LIMIT : SHARE * most);
    PictureRegion box = HeatSpots.boxOf(map, places);
    Span across = new Span(inspected.left() * width, inspected.width() * width);
    Span down = new Span(inspected.top() * height, inspected.height() * height);
    int x = clamp(across.at(box.left()), width - 1);
    int y = clamp(down.at(box.top()), height - 1);
    int right = Math.max(x + 1, clamp(across.at(box.right()), width));
    int bottom = Math.max(y + 1, clamp(down.at(box.bottom()), height));
    double areaPixels = across.length() * down.length() * places.size() / map.percent().length;
    Double scale = millimetresPerPixel;
    return new DefectRegion(
        x,
        y,
        right - x,
        bottom - y,
        100 * areaPixels / ((double) width * height),
        scale == null
            ? null
            : scale * across.at(middle(places, at -> at % map.columns(), map.columns())),
        scale == null
            ? null
            : scale * down.at(middle(places, at -> at / map.columns(), map.rows())),
        scale == null ? null : scale * scale * areaPixels);
  }

  /** Where the map lies on the picture along one side, in pixels. */
  private record Span(double from, double length) {
    double at(double share) {
      return from + share * length;
    }
  }

  private static List<Integer> around(HeatMap map, int peak, double limit) {
    boolean[] open = new boolean[map.percent().length];
    for (int i = 0; i < open.length; i++) {
      open[i] = map.percent()[i] >= limit;
    }
    return HeatSpots.together(map, open, peak, 1);
  }

  /** Centre of gravity, as a share of so many rows or columns. */
  private static double middle(List<Integer> places, IntUnaryOperator rowOrColumn, int count) {
    double mean = places.stream().mapToInt(rowOrColumn::applyAsInt).average().orElseThrow();
    return (mean + 0.5) / count;
  }

  private static int clamp(double pixel, int most) {
    return Math.clamp(Math.round(pixel), 0, most);
  }
}
