package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitProgress;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.ReportJson;
import io.linewatch.model.format.Digest;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.VisualTrunk.Whitening;
import io.linewatch.model.visual.VisualContents;
import io.linewatch.model.visual.VisualSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Learns from pictures of good parts alone what a good part looks like. Deterministic: the same
 * pictures and options give the same package.
 */
public final class VisualFitter {
  private final FitProgress progress;
  private final FineScale fineScale;

  public VisualFitter(FitProgress progress) {
    this(progress, FineScale.STANDARD);
  }

  VisualFitter(FitProgress progress, FineScale fineScale) {
    this.progress = progress;
    this.fineScale = fineScale;
  }

  /**
   * A package's contents with the report in them, and the model in plain code.
   *
   * @param files of the good pictures
   * @param heldOut by file, the sum of the heads' scores as a model said that had not seen it
   */
  public record Fit(
      VisualContents contents,
      VisualReport report,
      VisualModel model,
      List<Path> files,
      double[] heldOut) {

    /** The same with what came of people's labels in its report. */
    Fit with(LabelReport labels) {
      VisualReport told = report.with(labels);
      return new Fit(
          new VisualContents(
              contents.spec(),
              contents.onnx(),
              contents.golden(),
              contents.goldenPicture(),
              ReportJson.of(told)),
          told,
          model,
          files,
          heldOut);
    }
  }

  /**
   * @param folder of pictures of good parts
   * @throws FitRefused when nothing sound can be learned; says why and what to do
   */
  public Fit fit(Path folder, VisualOptions options) throws IOException, OnnxFailed, FitRefused {
    return fit(GoodPictures.in(folder), options);
  }

  /**
   * @throws FitRefused when nothing sound can be learned; says why and what to do
   */
  public Fit fit(GoodPictures pictures, VisualOptions asked)
      throws IOException, OnnxFailed, FitRefused {
    FineScale.Chosen fine = fineScale.of(pictures, asked);
    VisualOptions options = fine.options();
    pictures.notes().forEach(note -> progress.said("Note: " + note));
    if (pictures.files().size() < RejectLimit.needed(options.falseRejects())) {
      // Before the long part.
      RejectLimit.of(new double[pictures.files().size()], options.falseRejects());
    }
    List<VisualSpec.Scale> scales = fine.scales(pictures);
    new FitMemory(Runtime.getRuntime().maxMemory()).require(pictures.files().size(), scales);
    if (!fine.said().isEmpty()) {
      progress.said(fine.said());
    }
    progress.said("Learning what varies in " + pictures.files().size() + " good pictures");
    progress.said("Looking whether parts lie alike");
    PlaceChoice place = PlaceTrial.choose(pictures, options);
    progress.said(place.said());
    try (PlaceReader reader =
        PlaceReader.learn(pictures, scales, options, place.alignment(), share(0.02, 0.2))) {
      List<PicturePlaces> full = places(pictures, reader);
      List<Whitening> contexts = ContextFit.whitenings(full);
      List<PicturePlaces> places = full.stream().map(p -> p.shortened(contexts)).toList();
      HeadChoice choice = choice(pictures, places, reader.whole(), contexts, options);
      progress.said("Learning what is usual, head " + choice.best());
      VisualLearner.Learned learned =
          new VisualLearner(reader.grids(), choice.best(), options.falseRejects(), options.seed())
              .learn(places, share(0.7, 0.95));
      Fit fit =
          new VisualPackaging(pictures.saying(said(place, fine)), reader, options)
              .pack(contexts, choice, learned);
      progress.done(1);
      return fit;
    }
  }

  private static List<String> said(PlaceChoice place, FineScale.Chosen fine) {
    return fine.said().isEmpty() ? List.of(place.said()) : List.of(place.said(), fine.said());
  }

  private List<PicturePlaces> places(GoodPictures pictures, PlaceReader reader)
      throws IOException, OnnxFailed, FitRefused {
    List<PicturePlaces> places = new ArrayList<>();
    for (Path file : pictures.files()) {
      places.add(reader.places(PlaceReader.decoded(file)));
      progress.done(0.2 + 0.4 * places.size() / pictures.files().size());
    }
    return places;
  }

  private HeadChoice choice(
      GoodPictures pictures,
      List<PicturePlaces> places,
      PlaceReader reader,
      List<Whitening> contexts,
      VisualOptions options)
      throws IOException, OnnxFailed, FitRefused {
    HeadKind given = options.head();
    if (given != null) {
      return HeadChoice.given(given);
    }
    progress.said("Choosing the head by good pictures with blemishes put in");
    HeadChoice choice = HeadChoice.of(pictures.files(), places, reader, contexts);
    choice
        .right()
        .forEach((kind, right) ->
            progress.said(
                String.format(
                    Locale.ROOT,
                    "Head %s puts %.1f %% of pictures with a blemish above those without",
                    kind,
                    100 * right)));
    progress.done(0.7);
    return choice;
  }

  static String digest(List<Path> files) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : files) {
      all.append(Digest.of(Files.readAllBytes(file))).append('\n');
    }
    return Digest.of(all.toString().getBytes(StandardCharsets.US_ASCII));
  }

  private FitProgress share(double from, double to) {
    return new FitProgress() {
      @Override
      public void said(String sentence) {
        progress.said(sentence);
      }

      @Override
      public void done(double share) {
        progress.done(from + (to - from) * share);
      }
    };
  }
}
