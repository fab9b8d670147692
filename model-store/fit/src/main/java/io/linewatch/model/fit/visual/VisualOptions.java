package io.linewatch.model.fit.visual;

import io.linewatch.model.onnx.Backbone;
import io.linewatch.model.visual.PictureRegion;
import io.linewatch.model.visual.VisualSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a visual model is learned.
 *
 * @param name of the model
 * @param falseRejects share of good parts that may be rejected, above 0 and at most 0.2
 * @param sides by scale, the side of a square of as many pixels; multiples of 32
 * @param region of the picture that is inspected
 * @param millimetresPerPixel of the pictures, or null
 * @param backbone what describes the places of a picture
 * @param normalisation of brightness, as the backbone wants it
 * @param head which head, or null to choose by held-out good pictures
 * @param seed of folds and memories
 * @param partLabel what is inspected, in words; empty when unsaid
 * @param align whether parts are brought to one place before they are inspected
 * @param smallestDefect pixels across of the smallest defect that must be seen, from which a finer
 *     scale follows, above {@value #MOST_SIDE} one that is looked at in tiles; null where the sides
 *     say all
 */
public record VisualOptions(
    String name,
    double falseRejects,
    List<Integer> sides,
    PictureRegion region,
    @Nullable Double millimetresPerPixel,
    Backbone backbone,
    VisualSpec.Normalisation normalisation,
    @Nullable HeadKind head,
    long seed,
    String partLabel,
    Align align,
    @Nullable Integer smallestDefect) {
  public static final double DEFAULT_FALSE_REJECTS = 0.01;
  public static final List<Integer> DEFAULT_SIDES = List.of(224, 320);
  public static final VisualSpec.Normalisation DEFAULT_NORMALISATION =
      new VisualSpec.Normalisation(127, 128);

  private static final String INPUT = "picture_";
  private static final double MOST_FALSE_REJECTS = 0.2;
  static final int STEP = 32;
  static final int MOST_SIDE = 1_024;

  public VisualOptions {
    sides = List.copyOf(sides);
    if (!(falseRejects > 0 && falseRejects <= MOST_FALSE_REJECTS)) {
      throw new IllegalArgumentException(
          "the share of good parts that may be rejected is above 0 and at most "
              + MOST_FALSE_REJECTS
              + ", not "
              + falseRejects);
    }
    if (sides.isEmpty() || sides.stream().anyMatch(side -> side < 64 || side > MOST_SIDE)) {
      throw new IllegalArgumentException("the sides of the scales are 64 to 1024 pixels");
    }
    if (smallestDefect != null && smallestDefect < 1) {
      throw new IllegalArgumentException("a defect is at least 1 pixel across");
    }
  }

  /** Whether parts are brought to one place before they are inspected. Names are options. */
  public enum Align {
    /** Where good pictures are clearly more alike for it. */
    AUTO,
    ON,
    OFF
  }

  /** The same, seen as large as squares of these sides. */
  VisualOptions seenAt(List<Integer> others) {
    return new VisualOptions(
        name,
        falseRejects,
        others,
        region,
        millimetresPerPixel,
        backbone,
        normalisation,
        head,
        seed,
        partLabel,
        align,
        smallestDefect);
  }

  /** The standard way. */
  public static VisualOptions of(String name) {
    return new VisualOptions(
        name,
        DEFAULT_FALSE_REJECTS,
        DEFAULT_SIDES,
        PictureRegion.WHOLE,
        null,
        Backbone.standard(),
        DEFAULT_NORMALISATION,
        null,
        1,
        "",
        Align.AUTO,
        null);
  }

  /**
   * The graph's inputs: as many pixels as a side's square, sides multiples of 32.
   *
   * @param aspect of all pictures, width by height
   */
  List<VisualSpec.Scale> scales(VisualSpec.Aspect how, double aspect) {
    double root = how == VisualSpec.Aspect.OWN ? 1 : root(aspect);
    List<VisualSpec.Scale> scales = new ArrayList<>();
    for (int side : sides) {
      scales.add(new VisualSpec.Scale(INPUT + side, multiple(side * root), multiple(side / root)));
    }
    return scales;
  }

  /**
   * An input that is looked at in tiles, of about as many pixels as the side's square.
   *
   * @param tile most pixels of its side
   * @param aspect of all pictures, width by height
   */
  VisualSpec.Scale tiled(int side, int tile, double aspect) {
    double root = root(aspect);
    int width = multiple(side * root);
    int height = multiple(side / root);
    while (width * height > VisualSpec.Scale.MAX_PIXELS) {
      // Multiples may lie above what they were rounded from.
      if (width >= height) {
        width -= STEP;
      } else {
        height -= STEP;
      }
    }
    return new VisualSpec.Scale(INPUT + side, width, height, tile);
  }

  private double root(double aspect) {
    return Math.sqrt(Math.clamp(aspect * region.width() / region.height(), 1.0 / 4, 4));
  }

  private static int multiple(double pixels) {
    return (int) Math.max(1, Math.round(pixels / STEP)) * STEP;
  }
}
