package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitProgress;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.ReportJson;
import io.linewatch.model.format.Digest;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.VisualGraph;
import io.linewatch.model.onnx.VisualTrunk.Whitening;
import io.linewatch.model.visual.VisualContents;
import io.linewatch.model.visual.VisualSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Learns from pictures of good parts alone what a good part looks like. Deterministic: the same
 * pictures and options give the same package.
 */
public final class VisualFitter {
  /** Pictures looked at for the golden one; each costs as much as scoring it. */
  private static final int GOLDEN_TRIED = 24;

  private final FitProgress progress;

  public VisualFitter(FitProgress progress) {
    this.progress = progress;
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
  public Fit fit(GoodPictures pictures, VisualOptions options)
      throws IOException, OnnxFailed, FitRefused {
    pictures.notes().forEach(note -> progress.said("Note: " + note));
    if (pictures.files().size() < RejectLimit.needed(options.falseRejects())) {
      // Before the long part.
      RejectLimit.of(new double[pictures.files().size()], options.falseRejects());
    }
    progress.said("Learning what varies in " + pictures.files().size() + " good pictures");
    try (PlaceReader reader = PlaceReader.learn(pictures, options, share(0, 0.2))) {
      List<PicturePlaces> full = places(pictures, reader);
      List<Whitening> contexts = ContextFit.whitenings(full);
      List<PicturePlaces> places = full.stream().map(p -> p.shortened(contexts)).toList();
      HeadChoice choice = choice(pictures, places, reader, contexts, options);
      progress.said("Learning what is usual, head " + choice.best());
      VisualLearner.Learned learned =
          new VisualLearner(reader.grids(), choice.best(), options.falseRejects(), options.seed())
              .learn(places, share(0.7, 0.95));
      Fit fit = pack(pictures, reader, contexts, choice, learned, options);
      progress.done(1);
      return fit;
    }
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

  private Fit pack(
      GoodPictures pictures,
      PlaceReader reader,
      List<Whitening> contexts,
      HeadChoice choice,
      VisualLearner.Learned learned,
      VisualOptions options)
      throws IOException, OnnxFailed, FitRefused {
    VisualModel model = learned.model();
    VisualSpec spec = spec(pictures, reader, learned, options);
    byte[] onnx =
        new VisualGraph(
                reader.trunk(),
                reader.whitenings(),
                contexts,
                model.heads(),
                model.weights(),
                model.score(),
                model.heat(),
                spec.outputs())
            .toOnnx();
    GoldenSample golden = golden(pictures, learned, reader, contexts);
    VisualReport report =
        new VisualReport(
            options.name(),
            "visual",
            pictures.files().size(),
            digest(pictures.files()),
            pictures.notes(),
            pictures.how().name(),
            spec.scales().stream().map(s -> s.width() + " × " + s.height()).toList(),
            reader.grids().stream().map(VisualModel.Grid::dimensions).toList(),
            choice.best().name(),
            choice.rise(),
            options.falseRejects(),
            Arrays.stream(learned.heldOut()).sorted().boxed().toList(),
            learned.rejected(),
            learned.review(),
            options.backbone().digest(),
            options.seed(),
            null);
    double[] heldOut = learned.heldOut().clone();
    for (int i = 0; i < heldOut.length; i++) {
      heldOut[i] = (heldOut[i] - model.score().offset()) / model.score().slope();
    }
    return new Fit(
        new VisualContents(spec, onnx, golden.expected(), golden.png(), ReportJson.of(report)),
        report,
        model,
        pictures.files(),
        heldOut);
  }

  private static VisualSpec spec(
      GoodPictures pictures,
      PlaceReader reader,
      VisualLearner.Learned learned,
      VisualOptions options) {
    String of = options.partLabel().isBlank() ? "" : " of " + options.partLabel();
    return new VisualSpec(
        VisualSpec.KIND,
        VisualSpec.VERSION,
        options.name(),
        String.format(
            Locale.ROOT,
            "Unlikeness to %d good pictures%s; at most %.2g %% of good parts are rejected",
            pictures.files().size(),
            of,
            100 * options.falseRejects()),
        VisualSpec.Task.ANOMALY,
        reader.trunk().scales(),
        pictures.how(),
        options.normalisation(),
        options.region(),
        new VisualSpec.Outputs(
            "score", "heat_map", learned.model().rows(), learned.model().columns()),
        new VisualSpec.Limits(learned.review(), 100),
        pictures.width(),
        pictures.height(),
        options.millimetresPerPixel(),
        null,
        PartPolicy.saying("The part does not look like the good ones"));
  }

  /**
   * Of the good pictures around the middle of all one whose score says something: of most that it
   * has learned from a model says 0, and a graph that always says 0 would pass for the right one.
   */
  private static GoldenSample golden(
      GoodPictures pictures,
      VisualLearner.Learned learned,
      PlaceReader reader,
      List<Whitening> contexts)
      throws IOException, OnnxFailed, FitRefused {
    double[] scores = learned.heldOut();
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    List<Integer> nearest =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> Math.abs(scores[i] - median)))
            .limit(GOLDEN_TRIED)
            .toList();
    GoldenSample usual = null;
    for (int picture : nearest) {
      GoldenSample sample =
          GoldenSample.of(pictures.files().get(picture), reader, contexts, learned.model());
      if (sample.expected().score() > 0) {
        return sample;
      }
      usual = usual == null ? sample : usual;
    }
    return Objects.requireNonNull(usual);
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
