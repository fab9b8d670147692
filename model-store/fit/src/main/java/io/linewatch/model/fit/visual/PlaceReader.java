package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitProgress;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.visual.VisualModel.Grid;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.PictureRunner;
import io.linewatch.model.onnx.VisualTrunk;
import io.linewatch.model.onnx.VisualTrunk.Whitening;
import io.linewatch.model.visual.HeatMap;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.PictureRefused;
import io.linewatch.model.visual.VisualSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pictures to whitened places, by the very nodes the package will have. The whitening is learned
 * from some good pictures first. One thread.
 */
public final class PlaceReader implements AutoCloseable {
  /** Good pictures the whitening is learned from, evenly spread over all. */
  private static final int PICTURES = 60;

  /** Places of them, by scale. */
  private static final int PLACES = 12_000;

  private final VisualTrunk trunk;
  private final PicturePreparation preparation;
  private final VisualSpec.@Nullable Alignment alignment;
  private final List<Whitening> whitenings;
  private final PictureRunner runner;
  private final @Nullable PlaceReader wholeOnly;

  private PlaceReader(
      VisualTrunk trunk,
      PicturePreparation preparation,
      VisualSpec.@Nullable Alignment alignment,
      List<Whitening> whitenings,
      @Nullable PlaceReader wholeOnly)
      throws OnnxFailed {
    this.trunk = trunk;
    this.preparation = preparation;
    this.alignment = alignment;
    this.whitenings = whitenings;
    this.runner = new PictureRunner(trunk.whitenedOnnx(whitenings), trunk.scales());
    this.wholeOnly = wholeOnly;
  }

  /**
   * Learns the whitening.
   *
   * @param alignment how parts are brought to their place, or null
   * @throws FitRefused when the pictures do not differ
   */
  public static PlaceReader learn(
      GoodPictures pictures,
      VisualOptions options,
      VisualSpec.@Nullable Alignment alignment,
      FitProgress progress)
      throws IOException, OnnxFailed, FitRefused {
    return learn(
        pictures, options.scales(pictures.how(), pictures.aspect()), options, alignment, progress);
  }

  /**
   * The same at other scales than the options'.
   *
   * @param scales those that are tiled after the others
   * @throws FitRefused when the pictures do not differ
   */
  static PlaceReader learn(
      GoodPictures pictures,
      List<VisualSpec.Scale> scales,
      VisualOptions options,
      VisualSpec.@Nullable Alignment alignment,
      FitProgress progress)
      throws IOException, OnnxFailed, FitRefused {
    VisualTrunk trunk = new VisualTrunk(options.backbone(), scales, pictures.how());
    PicturePreparation preparation = preparation(pictures, scales, options, alignment);
    List<Whitening> whitenings = whitenings(pictures, trunk, preparation, progress);
    int whole = trunk.wholeScales();
    if (whole == scales.size()) {
      return new PlaceReader(trunk, preparation, alignment, whitenings, null);
    }
    List<VisualSpec.Scale> first = scales.subList(0, whole);
    PlaceReader wholeOnly =
        new PlaceReader(
            new VisualTrunk(options.backbone(), first, pictures.how()),
            preparation(pictures, first, options, alignment),
            alignment,
            whitenings.subList(0, whole),
            null);
    try {
      return new PlaceReader(trunk, preparation, alignment, whitenings, wholeOnly);
    } catch (OnnxFailed failed) {
      wholeOnly.close();
      throw failed;
    }
  }

  private static List<Whitening> whitenings(
      GoodPictures pictures,
      VisualTrunk trunk,
      PicturePreparation preparation,
      FitProgress progress)
      throws IOException, OnnxFailed, FitRefused {
    int count = Math.min(PICTURES, pictures.files().size());
    List<Whitenings> gathered = new ArrayList<>();
    for (int scale = 0; scale < trunk.scales().size(); scale++) {
      gathered.add(new Whitenings(trunk.channels(scale)));
    }
    try (PictureRunner features = new PictureRunner(trunk.featuresOnnx(), trunk.scales())) {
      for (int i = 0; i < count; i++) {
        Path file = pictures.files().get((int) ((long) i * pictures.files().size() / count));
        PictureRunner.Outputs outputs = features.run(preparation.prepare(decoded(file)));
        for (int scale = 0; scale < trunk.scales().size(); scale++) {
          int every = Math.max(1, (trunk.places(scale) * count + PLACES - 1) / PLACES);
          gathered
              .get(scale)
              .add(outputs.get(VisualTrunk.featuresOf(scale)).values(), i % every, every);
        }
        progress.done((i + 1.0) / count);
      }
    }
    List<Whitening> whitenings = new ArrayList<>();
    for (Whitenings scale : gathered) {
      whitenings.add(scale.whitening());
    }
    return whitenings;
  }

  private static PicturePreparation preparation(
      GoodPictures pictures,
      List<VisualSpec.Scale> scales,
      VisualOptions options,
      VisualSpec.@Nullable Alignment alignment) {
    return new PicturePreparation(
        options.region(), scales, pictures.how(), options.normalisation(), alignment);
  }

  /** The same without what is tiled, which takes most of the time. Ends with this one. */
  PlaceReader whole() {
    return wholeOnly == null ? this : wholeOnly;
  }

  public VisualTrunk trunk() {
    return trunk;
  }

  public List<Whitening> whitenings() {
    return whitenings;
  }

  public List<Grid> grids() {
    List<Grid> grids = new ArrayList<>();
    for (int scale = 0; scale < whitenings.size(); scale++) {
      grids.add(
          new Grid(
              trunk.rows(scale),
              trunk.columns(scale),
              whitenings.get(scale).dimensions(),
              scale >= trunk.wholeScales()));
    }
    return grids;
  }

  /** What one picture looks like, its contexts in full. */
  public PicturePlaces places(Picture picture) throws OnnxFailed {
    PictureRunner.Outputs outputs = runner.run(preparation.prepare(picture));
    List<float[]> places = new ArrayList<>();
    List<float[]> contexts = new ArrayList<>();
    for (int scale = 0; scale < whitenings.size(); scale++) {
      places.add(outputs.get(VisualTrunk.whitenedOf(scale)).values());
      if (scale < trunk.wholeScales()) {
        contexts.add(outputs.get(VisualTrunk.contextOf(scale)).values());
      }
    }
    return new PicturePlaces(places, contexts);
  }

  /** A map of places as it lies over the picture itself. */
  HeatMap inPicture(HeatMap map, Picture picture) {
    return preparation.inPicture(map, picture, preparation.pose(picture));
  }

  /** How parts are brought to their place, or null. */
  public VisualSpec.@Nullable Alignment alignment() {
    return alignment;
  }

  /** A picture whose header was read before. */
  static Picture decoded(Path file) throws IOException, FitRefused {
    try {
      return GoodPictures.read(file);
    } catch (PictureRefused refused) {
      throw new FitRefused(
          file + " cannot be used: " + refused.getMessage() + "; take it out of the folder");
    }
  }

  @Override
  public void close() throws OnnxFailed {
    try (runner) {
      if (wholeOnly != null) {
        wholeOnly.close();
      }
    }
  }
}
