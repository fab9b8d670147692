package io.linewatch.model.visual;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Unusual places that lie together, as rectangles. Pure. */
public final class HeatSpots {
  /** More than a person looks at. */
  public static final int MOST = 1_000;

  private HeatSpots() {}

  /**
   * Places that belong together.
   *
   * @param box smallest rectangle around them, in shares of the inspected region
   * @param places how many there are
   * @param peak greatest value, percent of the limit of a place
   */
  public record Spot(PictureRegion box, int places, double peak) {
    /** Area of its places, as a share of the map's. */
    public double share(HeatMap map) {
      return (double) places / map.percent().length;
    }
  }

  /**
   * Spots of a map, the largest first, at most {@value #MOST}.
   *
   * @param percent places from this value on count
   * @param gap two places belong together when at most so many rows and columns lie between them
   * @param least spots of fewer places are left out
   */
  public static List<Spot> of(HeatMap map, double percent, int gap, int least) {
    boolean[] open = new boolean[map.percent().length];
    for (int i = 0; i < open.length; i++) {
      open[i] = map.percent()[i] >= percent;
    }
    List<Spot> spots = new ArrayList<>();
    for (int i = 0; i < open.length; i++) {
      if (open[i]) {
        Spot spot = gather(map, open, i, gap + 1);
        if (spot.places() >= least) {
          spots.add(spot);
        }
      }
    }
    spots.sort(Comparator.comparingInt(Spot::places).reversed());
    return List.copyOf(spots.subList(0, Math.min(MOST, spots.size())));
  }

  private static Spot gather(HeatMap map, boolean[] open, int first, int reach) {
    int columns = map.columns();
    int top = first / columns;
    int bottom = top;
    int left = first % columns;
    int right = left;
    int places = 0;
    double peak = 0;
    Deque<Integer> waiting = new ArrayDeque<>();
    waiting.add(first);
    open[first] = false;
    while (!waiting.isEmpty()) {
      int place = waiting.remove();
      int row = place / columns;
      int column = place % columns;
      places++;
      peak = Math.max(peak, map.percent()[place]);
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
      left = Math.min(left, column);
      right = Math.max(right, column);
      for (int y = Math.max(0, row - reach); y <= Math.min(map.rows() - 1, row + reach); y++) {
        for (int x = Math.max(0, column - reach); x <= Math.min(columns - 1, column + reach); x++) {
          if (open[y * columns + x]) {
            open[y * columns + x] = false;
            waiting.add(y * columns + x);
          }
        }
      }
    }
    return new Spot(
        new PictureRegion(
            (double) left / columns,
            (double) top / map.rows(),
            (right + 1.0) / columns,
            (bottom + 1.0) / map.rows()),
        places,
        peak);
  }
}
