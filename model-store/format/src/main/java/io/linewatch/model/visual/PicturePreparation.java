package io.linewatch.model.visual;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture to the graph's inputs; the only preprocessing there is, the same in fit and gateway, so
 * that both see the same numbers. Pure and deterministic. Safe from any thread.
 */
public final class PicturePreparation {
  private static final int SIDE_STEP = 32;

  /** A picture four times as wide as high is taken as it is; beyond, it is squeezed. */
  private static final double MOST_ASPECT = 4;

  private final PictureRegion region;
  private final List<VisualSpec.Scale> scales;
  private final VisualSpec.Aspect aspect;
  private final VisualSpec.Normalisation normalisation;
  private final @Nullable PictureAlignment alignment;
  private final @Nullable PictureRegistration registration;
  private final boolean blueFirst;

  public PicturePreparation(VisualSpec spec) {
    this(spec, null);
  }

  /**
   * @param labels of a classifier or detector; null of a model of unlikeness
   */
  public PicturePreparation(VisualSpec spec, @Nullable LabelledAnswer labels) {
    this(
        spec.region(),
        spec.scales(),
        spec.aspect(),
        spec.normalisation(),
        spec.alignment(),
        labels != null && labels.blueFirst());
  }

  /** As a fit does, before there is a spec. */
  public PicturePreparation(
      PictureRegion region,
      List<VisualSpec.Scale> scales,
      VisualSpec.Aspect aspect,
      VisualSpec.Normalisation normalisation,
      VisualSpec.@Nullable Alignment alignment) {
    this(region, scales, aspect, normalisation, alignment, false);
  }

  private PicturePreparation(
      PictureRegion region,
      List<VisualSpec.Scale> scales,
      VisualSpec.Aspect aspect,
      VisualSpec.Normalisation normalisation,
      VisualSpec.@Nullable Alignment alignment,
      boolean blueFirst) {
    if (alignment != null && alignment.maxTurn() != null && aspect != VisualSpec.Aspect.STRETCH) {
      throw new IllegalArgumentException("only pictures that are stretched can be turned");
    }
    this.region = region;
    this.scales = List.copyOf(scales);
    this.aspect = aspect;
    this.normalisation = normalisation;
    boolean turns = alignment != null && alignment.maxTurn() != null;
    this.alignment = alignment == null || turns ? null : new PictureAlignment(alignment);
    this.registration = alignment == null || !turns ? null : new PictureRegistration(alignment);
    this.blueFirst = blueFirst;
  }

  /**
   * One input of the graph.
   *
   * @param values float32 [3, height, width]: red, green, blue (or blue, green, red), each row
   *     after row
   */
  public record Input(int width, int height, float[] values) {}

  /**
   * Where the inspected region lies on an input of the graph, in its pixels; around it is what was
   * filled in.
   */
  public record Frame(int left, int top, int width, int height) {}

  /** Where the region of a picture lies on the first input. */
  public Frame frame(Picture picture) {
    VisualSpec.Scale scale = scales.getFirst();
    if (aspect != VisualSpec.Aspect.KEEP) {
      return new Frame(0, 0, scale.width(), scale.height());
    }
    // Alignment moves a picture and leaves its size.
    return frame(picture.sizeOf(region), scale);
  }

  private static Frame frame(Picture.Size part, VisualSpec.Scale scale) {
    double factor =
        Math.min((double) scale.width() / part.width(), (double) scale.height() / part.height());
    int width = Math.clamp(Math.round(part.width() * factor), 1, scale.width());
    int height = Math.clamp(Math.round(part.height() * factor), 1, scale.height());
    return new Frame((scale.width() - width) / 2, (scale.height() - height) / 2, width, height);
  }

  /** How the picture's part lies; {@link PicturePose#SAME} where nobody looks for it. */
  public PicturePose pose(Picture picture) {
    if (registration != null) {
      return registration.pose(picture);
    }
    return alignment == null ? PicturePose.SAME : alignment.pose(picture);
  }

  /**
   * A map of a prepared picture as it lies over the region of the picture itself. What was compared
   * with a golden picture by shifts alone stays over the golden one.
   */
  public HeatMap inPicture(HeatMap map, Picture picture, PicturePose pose) {
    return registration == null ? map : PlacedMap.back(map, pose, region, picture);
  }

  /**
   * @return by scale, in the spec's order
   */
  public List<Input> prepare(Picture picture) {
    return prepare(picture, pose(picture));
  }

  /**
   * @param pose of the picture
   * @return by scale, in the spec's order
   */
  public List<Input> prepare(Picture picture, PicturePose pose) {
    return prepare(picture, pose, new PreparationMemory());
  }

  /**
   * @param pose of the picture
   * @param memory for what comes out
   * @return by scale, in the spec's order
   */
  public List<Input> prepare(Picture picture, PicturePose pose, PreparationMemory memory) {
    Picture placed =
        registration == null
            ? PictureAlignment.aligned(picture, pose, memory.moved())
            : PictureMove.placed(picture, pose, memory.moved());
    Picture part = region.equals(PictureRegion.WHOLE) ? placed : placed.cut(region);
    List<Input> inputs = new ArrayList<>(scales.size());
    for (int i = 0; i < scales.size(); i++) {
      Picture.Size size = size(part, scales.get(i));
      float[] planes = memory.input(i, Picture.CHANNELS * size.width() * size.height());
      if (aspect == VisualSpec.Aspect.KEEP) {
        keep(part, scales.get(i), planes);
      } else {
        PictureScaling.resize(part, size.width(), size.height(), planes);
      }
      normalise(planes);
      inputs.add(new Input(size.width(), size.height(), planes));
    }
    return inputs;
  }

  private Picture.Size size(Picture part, VisualSpec.Scale scale) {
    if (aspect != VisualSpec.Aspect.OWN) {
      return new Picture.Size(scale.width(), scale.height());
    }
    double own = Math.clamp((double) part.width() / part.height(), 1 / MOST_ASPECT, MOST_ASPECT);
    double pixels = (double) scale.width() * scale.height();
    return new Picture.Size(side(Math.sqrt(pixels * own)), side(Math.sqrt(pixels / own)));
  }

  private static void keep(Picture part, VisualSpec.Scale scale, float[] full) {
    Frame frame = frame(new Picture.Size(part.width(), part.height()), scale);
    float[] planes = PictureScaling.resize(part, frame.width(), frame.height());
    PictureScaling.surround(
        planes, frame.width(), frame.height(), scale.width(), scale.height(), full);
  }

  private void normalise(float[] planes) {
    float mean = (float) normalisation.mean();
    float factor = (float) (1 / normalisation.divisor());
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (planes[i] - mean) * factor;
    }
    if (blueFirst) {
      swapRedAndBlue(planes, planes.length / Picture.CHANNELS);
    }
  }

  private static void swapRedAndBlue(float[] planes, int plane) {
    for (int i = 0; i < plane; i++) {
      float red = planes[i];
      planes[i] = planes[2 * plane + i];
      planes[2 * plane + i] = red;
    }
  }

  private static int side(double pixels) {
    return (int) Math.max(1, Math.round(pixels / SIDE_STEP)) * SIDE_STEP;
  }
}
