package io.linewatch.model.visual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
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

  /**
   * Places that lie together.
   *
   * @param open which places count, by row; those that are found do not count any more
   * @param first one that counts
   * @param reach how many rows and columns apart two places that lie together are at most
   * @return indexes by row, {@code first} first
   */
  public static List<Integer> together(HeatMap map, boolean[] open, int first, int reach) {
    int columns = map.columns();
    List<Integer> found = new ArrayList<>();
    found.add(first);
    open[first] = false;
    for (int next = 0; next < found.size(); next++) {
      int row = found.get(next) / columns;
      int column = found.get(next) % columns;
      for (int y = Math.max(0, row - reach); y <= Math.min(map.rows() - 1, row + reach); y++) {
        for (int x = Math.max(0, column - reach); x <= Math.min(columns - 1, column + reach); x++) {
          if (open[y * columns + x]) {
            open[y * columns + x] = false;
            found.add(y * columns + x);
          }
        }
      }
    }
    return found;
  }

  /** The smallest rectangle around places, in shares of the map. */
  public static PictureRegion boxOf(HeatMap map, List<Integer> places) {
    int columns = map.columns();
    IntSummaryStatistics down = places.stream().mapToInt(at -> at / columns).summaryStatistics();
    IntSummaryStatistics right = places.stream().mapToInt(at -> at % columns).summaryStatistics();
    return new PictureRegion(
        (double) right.getMin() / columns,
        (double) down.getMin() / map.rows(),
        (right.getMax() + 1.0) / columns,
        (down.getMax() + 1.0) / map.rows());
  }

  private static Spot gather(HeatMap map, boolean[] open, int first, int reach) {
    List<Integer> places = together(map, open, first, reach);
    double peak = 0;
    for (int place : places) {
      peak = Math.max(peak, map.percent()[place]);
    }
    return new Spot(boxOf(map, places), places.size(), peak);
  }
}
