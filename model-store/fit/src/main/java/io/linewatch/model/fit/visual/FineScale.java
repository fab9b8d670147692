package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.onnx.VisualTrunk;
import io.linewatch.model.visual.VisualSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How large pictures must be seen so that the smallest defect spans two places, and whether as a
 * whole or in tiles. Pure.
 *
 * @param mostWhole greatest side of what is seen as a whole
 * @param most greatest side there is
 * @param tile most pixels a side of a tile
 */
record FineScale(int mostWhole, int most, int tile) {
  static final FineScale STANDARD = new FineScale(VisualOptions.MOST_SIDE, 2_048, 512);

  /** Pixels of the graph's input a place stands for. */
  private static final int PLACE = 16;

  private static final int PLACES = 2;

  /**
   * @param options with the side that is needed beside the others
   * @param tiled the scale that is needed and looked at in tiles, or null
   * @param said one sentence; empty when nothing was asked for
   */
  record Chosen(VisualOptions options, VisualSpec.@Nullable Scale tiled, String said) {

    /** All of them, that of tiles last. */
    List<VisualSpec.Scale> scales(GoodPictures pictures) {
      List<VisualSpec.Scale> scales =
          new ArrayList<>(options.scales(pictures.how(), pictures.aspect()));
      if (tiled != null) {
        scales.add(tiled);
      }
      return scales;
    }
  }

  /**
   * @throws FitRefused when pictures would have to be seen larger than the graph may be
   */
  Chosen of(GoodPictures pictures, VisualOptions options) throws FitRefused {
    Integer smallest = options.smallestDefect();
    if (smallest == null) {
      return new Chosen(options, null, "");
    }
    double root =
        Math.sqrt(
            pictures.width()
                * options.region().width()
                * pictures.height()
                * options.region().height());
    double needed = PLACES * PLACE * root / smallest;
    long side = (long) Math.ceil(needed / VisualOptions.STEP) * VisualOptions.STEP;
    List<Integer> sides = options.sides();
    if (sides.stream().anyMatch(present -> present >= side)) {
      return new Chosen(
          options, null, "A defect of " + smallest + " pixels spans two places at sides " + sides);
    }
    if (sides.size() == VisualSpec.MAX_SCALES) {
      throw new FitRefused(
          "the smallest defect needs one side more, and "
              + sides.size()
              + " are the most: leave one"
              + " of "
              + sides
              + " out (--sides)");
    }
    return side <= mostWhole
        ? whole(options, smallest, (int) side)
        : tiled(pictures, options, smallest, root, side);
  }

  private static Chosen whole(VisualOptions options, int smallest, int side) {
    List<Integer> finer = new ArrayList<>(options.sides());
    finer.add(side);
    return new Chosen(
        options.seenAt(finer),
        null,
        String.format(
            Locale.ROOT,
            "A defect of %d pixels spans two places from side %d on: pictures are seen at %s, a"
                + " verdict costs about %.1f times as much",
            smallest,
            side,
            finer,
            area(finer) / area(options.sides())));
  }

  private Chosen tiled(
      GoodPictures pictures, VisualOptions options, int smallest, double root, long needed)
      throws FitRefused {
    if (pictures.how() == VisualSpec.Aspect.OWN) {
      throw new FitRefused(
          String.format(
              Locale.ROOT,
              "for a defect of %d pixels these would have to be looked at in tiles, which pictures of"
                  + " several aspects cannot: cut them to one size, or name a defect of at least %d"
                  + " pixels",
              smallest,
              least(PLACES, root, mostWhole)));
    }
    if (smallest * (most / root) < PLACE) {
      throw new FitRefused(
          String.format(
              Locale.ROOT,
              "for a defect of %d pixels these would have to be seen as large as a square of %d, and"
                  + " at %d, the most, it is smaller than one place: inspect a smaller part"
                  + " (--region), or name a defect of at least %d pixels",
              smallest,
              needed,
              most,
              least(1, root, most)));
    }
    int side = (int) Math.min(needed, most);
    VisualSpec.Scale scale = options.tiled(side, tile, pictures.aspect());
    String spans =
        needed <= most
            ? "two places from side " + side + " on"
            : String.format(
                Locale.ROOT,
                "%.1f places at side %d, the most",
                smallest * side / root / PLACE,
                side);
    return new Chosen(
        options,
        scale,
        String.format(
            Locale.ROOT,
            "A defect of %d pixels spans %s: pictures are seen at %s, and at %d × %d in %d tiles, a"
                + " verdict costs about %.0f times as much",
            smallest,
            spans,
            options.sides(),
            scale.width(),
            scale.height(),
            VisualTrunk.tiles(scale),
            1 + VisualTrunk.pixelsSeen(scale) / area(options.sides())));
  }

  /** Pixels of the smallest defect that spans so many places. */
  private static long least(int places, double root, int side) {
    return (long) Math.ceil(places * PLACE * root / side);
  }

  private static double area(List<Integer> sides) {
    return sides.stream().mapToDouble(side -> (double) side * side).sum();
  }
}
