package io.linewatch.model.visual;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.linewatch.domain.decision.AlarmPolicy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a visual model needs and what it says; {@code linewatch.json} in its package.
 *
 * @param kind {@value #KIND}; packages of rows have none
 * @param version of this document; {@value #VERSION}
 * @param name of the model; also names the detector {@code asset/model:name}
 * @param description one sentence for people
 * @param task what the graph answers
 * @param scales the graph's inputs, in order
 * @param aspect how a picture of another aspect is brought to a scale's size
 * @param normalisation of brightness
 * @param region of the picture that is inspected
 * @param outputs names and size of the graph's outputs
 * @param limits of the verdict, in percent of the model's limit
 * @param pictureWidth of the pictures learned from, in pixels, before the region was cut; the most
 *     frequent one
 * @param pictureHeight likewise
 * @param millimetresPerPixel of such a picture, or null when nobody said
 * @param alignment how a part's place is found before it is inspected, or null when it lies still
 *     or its place does not matter
 * @param defaultPolicy the policy a plant gets unless it sets its own; limits in percent of the
 *     model's limit
 */
@JsonPropertyOrder({"kind", "version", "name", "description", "task"})
public record VisualSpec(
    String kind,
    int version,
    String name,
    String description,
    Task task,
    List<Scale> scales,
    Aspect aspect,
    Normalisation normalisation,
    PictureRegion region,
    Outputs outputs,
    Limits limits,
    int pictureWidth,
    int pictureHeight,
    @Nullable Double millimetresPerPixel,
    @Nullable Alignment alignment,
    AlarmPolicy defaultPolicy) {
  public static final String KIND = "visual";
  public static final int VERSION = 1;
  public static final int MAX_SCALES = 4;

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.\\-]{0,63}");

  public VisualSpec {
    scales = List.copyOf(scales);
    require(kind.equals(KIND), "kind is '" + kind + "', a visual model's is '" + KIND + "'");
    require(version == VERSION, "version is " + version + ", this program reads " + VERSION);
    require(
        NAME.matcher(name).matches(),
        "model name '" + name + "' must be 1 to 64 letters, digits, '_', '-', '.'");
    require(
        !scales.isEmpty() && scales.size() <= MAX_SCALES,
        "a visual model has 1 to " + MAX_SCALES + " scales, not " + scales.size());
    Set<String> inputs = new HashSet<>(scales.stream().map(Scale::input).toList());
    require(inputs.size() == scales.size(), "an input appears twice");
    require(
        aspect != Aspect.OWN || scales.stream().allMatch(scale -> scale.tile() == null),
        "pictures that keep their own aspect cannot be tiled");
    require(pictureWidth >= 1 && pictureHeight >= 1, "a picture has at least one pixel");
    require(
        millimetresPerPixel == null || (millimetresPerPixel > 0 && millimetresPerPixel < 1000),
        "millimetres a pixel must be above 0 and below 1000");
    require(
        defaultPolicy.machineStates().isEmpty() && defaultPolicy.schedule() == null,
        "the default policy must leave machine states and schedule to the plant");
  }

  /** What a graph answers. Names are format. */
  public enum Task {
    /** How unlike the good pictures it is, with a heat-map. */
    ANOMALY,
    /** Which of some labels it is; {@link LabelledAnswer}. */
    CLASSIFICATION,
    /** Which things lie where on it; {@link LabelledAnswer}. */
    DETECTION
  }

  /**
   * One input of the graph: float32 [1, 3, height, width]; with {@link Aspect#OWN} height and width
   * are free, and these say how many pixels there are.
   *
   * @param input its name
   * @param tile most pixels a side of what the graph looks at one after the other, without what it
   *     sees around it; null, and then not written, where the picture is looked at as a whole. The
   *     graph cuts the tiles itself
   */
  public record Scale(
      String input,
      int width,
      int height,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer tile) {
    public static final int MAX_SIDE = 4096;
    public static final int MAX_PIXELS = 2048 * 2048;
    public static final int MIN_TILE = 64;
    public static final int MAX_TILE = 1024;

    /** Tiles, and the sides of what is tiled, are multiples of so many pixels. */
    public static final int TILE_STEP = 32;

    public Scale {
      require(NAME.matcher(input).matches(), "input '" + input + "' is no name");
      require(
          width >= 16 && width <= MAX_SIDE && height >= 16 && height <= MAX_SIDE,
          "a scale is 16 to " + MAX_SIDE + " pixels wide and high, not " + width + " × " + height);
      require(
          width * height <= MAX_PIXELS,
          "a scale has at most " + MAX_PIXELS + " pixels, not " + width + " × " + height);
      require(
          tile == null
              || (tile >= MIN_TILE
                  && tile <= MAX_TILE
                  && tile % TILE_STEP == 0
                  && width % TILE_STEP == 0
                  && height % TILE_STEP == 0),
          "a tile is "
              + MIN_TILE
              + " to "
              + MAX_TILE
              + " pixels, and it and the sides of its scale are multiples of "
              + TILE_STEP);
    }

    /** Seen as a whole. */
    public Scale(String input, int width, int height) {
      this(input, width, height, null);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Scale of(ScaleFields fields) {
      return fields.scale();
    }

    /** Numbers in an array of this size. */
    public int floats() {
      return Picture.CHANNELS * width * height;
    }
  }

  /** How a picture of another aspect is brought to a scale's size. Names are format. */
  public enum Aspect {
    /** Width and height each as needed. */
    STRETCH,
    /** Whole and undistorted in the middle; the rest is filled with its own edges. */
    KEEP,
    /**
     * The graph takes the picture's own aspect: about as many pixels as the scale has, sides
     * multiples of 32.
     */
    OWN
  }

  /** {@code (brightness − mean) / divisor} by channel; brightness 0 to 255. */
  public record Normalisation(double mean, double divisor) {
    public Normalisation {
      require(Double.isFinite(mean) && divisor > 0, "a normalisation divides by more than 0");
    }
  }

  /**
   * The graph's outputs.
   *
   * @param score name; float32 [1], percent of the limit; of a classifier [1, labels], of a
   *     detector [1, boxes, 5 + labels]
   * @param heatMap name; float32 [rows, columns], percent of the limit of a place; empty of a
   *     classifier or detector, whose map is drawn from what it found
   */
  public record Outputs(String score, String heatMap, int rows, int columns) {
    public static final int MAX_SIDE = 1024;

    public Outputs {
      require(
          rows >= 1 && rows <= MAX_SIDE && columns >= 1 && columns <= MAX_SIDE,
          "a heat-map has 1 to " + MAX_SIDE + " rows and columns");
    }
  }

  /**
   * Limits of the verdict in percent of the model's limit: below {@code review} a part is good,
   * from {@code reject} on it is not, and between them a person looks.
   */
  public record Limits(double review, double reject) {
    public Limits {
      require(
          review > 0 && review <= reject && reject <= 1000,
          "the review limit is above 0 and at most the reject limit, not "
              + review
              + " and "
              + reject);
    }
  }

  /**
   * A part's place against the golden picture. Without {@code maxTurn} it is found by phase
   * correlation ({@link PictureAlignment}), with it by {@link PictureRegistration}.
   *
   * @param width of the small golden picture; a power of two where there is no {@code maxTurn}
   * @param height likewise
   * @param golden its brightness, width × height bytes (0 to 255), row after row
   * @param maxShift how far a part may lie off, in shares of width and height; a picture that seems
   *     further off is inspected as it is
   * @param maxTurn how far it may be turned, in degrees; null, and then not written, where it is
   *     not
   */
  public record Alignment(
      int width,
      int height,
      byte[] golden,
      double maxShift,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double maxTurn) {
    public static final int MAX_SIDE = 256;
    public static final double MAX_TURN = 30;
    private static final int SIDE = 256;

    private static final int LEAST_SIDE = 16;

    public Alignment {
      require(
          width <= MAX_SIDE && height <= MAX_SIDE && golden.length == width * height,
          "the small golden picture has sides of up to " + MAX_SIDE);
      require(
          maxTurn == null
              ? Integer.bitCount(width) == 1 && Integer.bitCount(height) == 1
              : width >= LEAST_SIDE && height >= LEAST_SIDE,
          "the small golden picture has sides of a power of two, or with turns of "
              + LEAST_SIDE
              + " and more");
      require(maxShift > 0 && maxShift < 0.5, "the greatest shift is above 0 and below 0.5");
      require(
          maxTurn == null || (maxTurn > 0 && maxTurn <= MAX_TURN),
          "the greatest turn is above 0 and at most " + MAX_TURN + " degrees");
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Alignment of(AlignmentFields fields) {
      return fields.alignment();
    }

    /** To a golden picture by shifts; sides of the small one are {@value #SIDE}. */
    public static Alignment to(Picture golden, double maxShift) {
      byte[] small = PictureAlignment.small(golden, SIDE, SIDE);
      return new Alignment(SIDE, SIDE, small, maxShift, null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Alignment that
          && width == that.width
          && height == that.height
          && maxShift == that.maxShift
          && Objects.equals(maxTurn, that.maxTurn)
          && Arrays.equals(golden, that.golden);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(golden);
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
