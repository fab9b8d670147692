package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How large pictures must be seen so that the smallest defect spans two places. Pure. */
final class FineScale {
  /** Pixels of the graph's input a place stands for. */
  private static final int PLACE = 16;

  private static final int PLACES = 2;

  /**
   * @param options with the side that is needed beside the others
   * @param said one sentence; empty when nothing was asked for
   */
  record Chosen(VisualOptions options, String said) {}

  private FineScale() {}

  /**
   * @throws FitRefused when pictures would have to be seen larger than the graph may be
   */
  static Chosen of(GoodPictures pictures, VisualOptions options) throws FitRefused {
    Integer smallest = options.smallestDefect();
    if (smallest == null) {
      return new Chosen(options, "");
    }
    double width = pictures.width() * options.region().width();
    double height = pictures.height() * options.region().height();
    double needed = PLACES * PLACE * Math.sqrt(width * height) / smallest;
    long side = (long) Math.ceil(needed / VisualOptions.STEP) * VisualOptions.STEP;
    if (side > VisualOptions.MOST_SIDE) {
      throw new FitRefused(
          String.format(
              Locale.ROOT,
              "for a defect of %d pixels in %.0f x %.0f these would have to be seen as large as a"
                  + " square of %d, and %d is the most: inspect a smaller part (--region), or name"
                  + " a defect of at least %d pixels",
              smallest,
              width,
              height,
              side,
              VisualOptions.MOST_SIDE,
              (long) Math.ceil(needed * smallest / VisualOptions.MOST_SIDE)));
    }
    List<Integer> sides = options.sides();
    if (sides.stream().anyMatch(present -> present >= side)) {
      return new Chosen(
          options, "A defect of " + smallest + " pixels spans two places at sides " + sides);
    }
    List<Integer> finer = new ArrayList<>(sides);
    finer.add((int) side);
    return new Chosen(
        options.seenAt(finer),
        String.format(
            Locale.ROOT,
            "A defect of %d pixels spans two places from side %d on: pictures are seen at %s, a"
                + " verdict costs about %.1f times as much",
            smallest,
            side,
            finer,
            area(finer) / area(sides)));
  }

  private static double area(List<Integer> sides) {
    return sides.stream().mapToDouble(side -> (double) side * side).sum();
  }
}
