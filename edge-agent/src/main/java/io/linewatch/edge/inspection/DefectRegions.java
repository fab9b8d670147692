package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.DefectRegion;
import io.linewatch.model.visual.HeatMap;
import io.linewatch.model.visual.PictureRegion;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Where on the picture the heat-map is above its limit. Pure. */
final class DefectRegions {
  /** Places from this on belong to the defect, in percent of the limit of a place. */
  private static final double LIMIT = 100;

  /** Where none is above the limit: this share of the greatest. */
  private static final double SHARE = 0.7;

  private DefectRegions() {}

  /**
   * The connected region (of four neighbours) around the greatest value.
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
    Found found = fill(map, peak, most >= LIMIT ? LIMIT : SHARE * most);
    double left = inspected.left() * width;
    double top = inspected.top() * height;
    double cellWidth = inspected.width() * width / map.columns();
    double cellHeight = inspected.height() * height / map.rows();
    int x = clamp(left + found.left * cellWidth, width - 1);
    int y = clamp(top + found.top * cellHeight, height - 1);
    int right = Math.max(x + 1, clamp(left + (found.right + 1) * cellWidth, width));
    int bottom = Math.max(y + 1, clamp(top + (found.bottom + 1) * cellHeight, height));
    double areaPixels = found.cells * cellWidth * cellHeight;
    Double scale = millimetresPerPixel;
    return new DefectRegion(
        x,
        y,
        right - x,
        bottom - y,
        100 * areaPixels / ((double) width * height),
        scale == null ? null : scale * (left + (found.sumX / found.cells + 0.5) * cellWidth),
        scale == null ? null : scale * (top + (found.sumY / found.cells + 0.5) * cellHeight),
        scale == null ? null : scale * scale * areaPixels);
  }

  private static int clamp(double pixel, int most) {
    return Math.clamp(Math.round(pixel), 0, most);
  }

  private static final class Found {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right = -1;
    int bottom = -1;
    int cells;
    double sumX;
    double sumY;

    void add(int row, int column) {
      left = Math.min(left, column);
      right = Math.max(right, column);
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
      cells++;
      sumX += column;
      sumY += row;
    }
  }

  private static Found fill(HeatMap map, int peak, double limit) {
    int columns = map.columns();
    boolean[] seen = new boolean[map.percent().length];
    ArrayDeque<Integer> open = new ArrayDeque<>();
    open.add(peak);
    seen[peak] = true;
    Found found = new Found();
    while (!open.isEmpty()) {
      int at = open.remove();
      int row = at / columns;
      int column = at % columns;
      found.add(row, column);
      visit(map, limit, row - 1, column, seen, open);
      visit(map, limit, row + 1, column, seen, open);
      visit(map, limit, row, column - 1, seen, open);
      visit(map, limit, row, column + 1, seen, open);
    }
    return found;
  }

  private static void visit(
      HeatMap map, double limit, int row, int column, boolean[] seen, ArrayDeque<Integer> open) {
    if (row < 0 || row >= map.rows() || column < 0 || column >= map.columns()) {
      return;
    }
    int at = row * map.columns() + column;
    if (!seen[at] && map.at(row, column) >= limit) {
      seen[at] = true;
      open.add(at);
    }
  }
}
