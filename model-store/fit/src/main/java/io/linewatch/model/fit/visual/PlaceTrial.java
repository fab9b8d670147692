package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.visual.VisualOptions.Align;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.VisualTrunk.Whitening;
import io.linewatch.model.visual.VisualSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last word on {@link PlaceChoice}: where good pictures are clearly more alike when their parts
 * are moved, heads are tried on some of them both ways, and parts are moved only if blemishes put
 * into pictures not seen are told at least as well for it ({@link HeadChoice}).
 */
public final class PlaceTrial {
  /** Good pictures it is tried with, evenly spread over all. */
  private static final int TRIED = 120;

  private PlaceTrial() {}

  /**
   * Whether parts are brought to one place, and to which.
   *
   * @throws FitRefused when an alignment is asked for that there cannot be
   */
  public static PlaceChoice choose(GoodPictures pictures, VisualOptions options)
      throws IOException, OnnxFailed, FitRefused {
    PlaceChoice choice = PlaceChoice.of(pictures, options);
    if (choice.alignment() == null || options.align() == Align.ON) {
      return choice;
    }
    GoodPictures some = some(pictures);
    double moved = right(some, options, choice.alignment());
    double still = right(some, options, null);
    String told =
        String.format(
            Locale.ROOT,
            "; %.1f %% of pictures with a blemish are put above those without, as they lie %.1f %%",
            100 * moved,
            100 * still);
    return moved >= still
        ? new PlaceChoice(choice.alignment(), choice.said() + told)
        : new PlaceChoice(null, choice.said().replace(PlaceChoice.MOVED, PlaceChoice.STILL) + told);
  }

  /** Share of pairs in the right order, of the head that is given or tells most. */
  private static double right(
      GoodPictures some, VisualOptions options, VisualSpec.@Nullable Alignment alignment)
      throws IOException, OnnxFailed, FitRefused {
    try (PlaceReader reader = PlaceReader.learn(some, options, alignment, _ -> {})) {
      List<PicturePlaces> full = new ArrayList<>();
      for (Path file : some.files()) {
        full.add(reader.places(PlaceReader.decoded(file)));
      }
      List<Whitening> contexts = ContextFit.whitenings(full);
      List<PicturePlaces> places = full.stream().map(p -> p.shortened(contexts)).toList();
      HeadChoice choice = HeadChoice.of(some.files(), places, reader, contexts);
      HeadKind given = options.head();
      return Objects.requireNonNull(choice.right().get(given == null ? choice.best() : given));
    }
  }

  private static GoodPictures some(GoodPictures pictures) {
    int all = pictures.files().size();
    int count = Math.min(TRIED, all);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(pictures.files().get((int) ((long) i * all / count)));
    }
    return new GoodPictures(
        files, List.of(), pictures.width(), pictures.height(), pictures.aspect(), pictures.alike());
  }
}
