package io.linewatch.model.cli;

import io.linewatch.model.fit.visual.HeadKind;
import io.linewatch.model.fit.visual.RecordedPictures;
import io.linewatch.model.fit.visual.TemplateFitter;
import io.linewatch.model.fit.visual.VisualFitter;
import io.linewatch.model.fit.visual.VisualOptions;
import io.linewatch.model.fit.visual.VisualReport;
import io.linewatch.model.onnx.Backbone;
import io.linewatch.model.onnx.PictureScorer;
import io.linewatch.model.visual.PictureRegion;
import io.linewatch.model.visual.VisualContents;
import io.linewatch.model.visual.VisualSpec;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fit visual}: pictures of good parts to a package that inspects parts. */
@Command(
    name = FitVisualCommand.NAME,
    mixinStandardHelpOptions = true,
    description = {
      "Learns from pictures of good parts alone, and puts the model into the store.",
      "--good takes a gateway's recording too (folder or .zip): parts that were NG are left out.",
      "The last line on standard output is JSON with the package's digest."
    })
final class FitVisualCommand implements Callable<Integer> {
  static final String NAME = "fit visual";

  @Option(
      names = "--good",
      paramLabel = "DIR|RECORDING|ZIP",
      description = {
        "Folder of JPEG and PNG pictures of good parts; or a gateway's recording (folder or .zip),",
        "of which parts that were NG are left out; or labelled pictures (ZIP) as the console",
        "exports them."
      })
  private @Nullable Path good;

  @Option(
      names = "--labels",
      paramLabel = "ZIP",
      description = {
        "Labelled pictures as the console exports them: those labelled fine are learned from, those",
        "labelled defective are tried on the model and set no limit."
      })
  private List<Path> labels = List.of();

  @Option(
      names = "--golden",
      paramLabel = "FILE",
      description = {
        "Compare with this picture instead of learning what varies: for circuit boards and",
        "prints, a package for each drawing."
      })
  private @Nullable Path golden;

  @Option(names = "--name", required = true, description = "Name of the model.")
  private String name;

  @Option(
      names = "--station",
      paramLabel = "NAME",
      description = "Camera station of the recording given as --good, where it has several.")
  private @Nullable String station;

  @Mixin private final StoreOption store = new StoreOption();

  @Option(
      names = "--false-rejects",
      paramLabel = "SHARE",
      description = "Share of good parts that may be rejected (default: ${DEFAULT-VALUE}).",
      defaultValue = "" + VisualOptions.DEFAULT_FALSE_REJECTS)
  private double falseRejects;

  @Option(
      names = "--sides",
      split = ",",
      description = {
        "Pictures are seen as large as squares of these sides, in pixels (default: 224,320).",
        "Finer sides see smaller defects and cost time; see --smallest-defect."
      })
  private List<Integer> sides = VisualOptions.DEFAULT_SIDES;

  @Option(
      names = "--smallest-defect",
      paramLabel = "PIXELS",
      description = {
        "Pixels across of the smallest defect that must be seen: adds the side at which it spans two",
        "places, up to 1024 seen as a whole, beyond in tiles, up to 2048."
      })
  private @Nullable Integer smallestDefect;

  @Option(
      names = "--region",
      split = ",",
      paramLabel = "SHARE",
      description = "Left, top, right, bottom of what is inspected, 0 to 1 (default: all).")
  private List<Double> region = List.of(0.0, 0.0, 1.0, 1.0);

  @Option(names = "--head", description = "${COMPLETION-CANDIDATES}; chosen when left out.")
  private @Nullable HeadKind head;

  @Option(
      names = "--align",
      description = {
        "Whether each picture is shifted and turned to where the golden one lies before it is",
        "inspected: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}: where good pictures are",
        "clearly more alike for it)."
      },
      defaultValue = "AUTO")
  private VisualOptions.Align align;

  @Option(names = "--mm-per-pixel", description = "Millimetres a pixel of the pictures.")
  private @Nullable Double millimetresPerPixel;

  @Option(
      names = "--backbone",
      paramLabel = "FILE",
      description = "Another ONNX network than the one brought along; with --taps.")
  private @Nullable Path backbone;

  @Option(
      names = "--taps",
      split = ",",
      description = "Names of its values that describe places, from fine to coarse.")
  private List<String> taps = List.of();

  @Option(
      names = "--normalise",
      split = ",",
      paramLabel = "NUMBER",
      description = "Mean and divisor of brightness (0 to 255), as it wants them.")
  private List<Double> normalise = List.of(127.0, 128.0);

  @Option(names = "--seed", description = "Of folds and memories.", defaultValue = "1")
  private long seed;

  @Option(
      names = "--part-label",
      description = "What is inspected, in words, for its description.",
      defaultValue = "")
  private String partLabel;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = command.commandLine().getErr();
    if ((good == null) == (golden == null)) {
      throw new IllegalArgumentException(
          "name a folder of good pictures (--good) or one golden picture (--golden)");
    }
    if (golden != null && !labels.isEmpty()) {
      throw new IllegalArgumentException("--labels goes with --good: a golden picture learns none");
    }
    VisualContents contents = golden == null ? learned(err) : compared();
    try (PictureScorer scorer = new PictureScorer(contents.onnx(), contents.spec())) {
      String difference = scorer.difference(contents.golden(), contents.goldenPicture());
      if (difference != null) {
        throw new IllegalStateException("the graph answers otherwise than its fit: " + difference);
      }
    }
    String digest = store.open().pack(contents);
    PackedAnswer.print(command.commandLine().getOut(), name, digest, contents.spec());
    return 0;
  }

  private VisualContents learned(PrintWriter err) throws Exception {
    ProgressBar progress = new ProgressBar(err, FitCommand.isTerminal());
    VisualFitter.Fit fit = fit(progress, Objects.requireNonNull(good));
    tell(err, fit.report());
    LabelledFit.tell(err, fit.report());
    return fit.contents();
  }

  private VisualFitter.Fit fit(ProgressBar progress, Path from) throws Exception {
    if (RecordedPictures.isOne(from)) {
      if (!labels.isEmpty()) {
        throw new IllegalArgumentException(
            "--labels goes with a folder of pictures; of a recording they cannot be told apart yet");
      }
      try (RecordedPictures recorded = RecordedPictures.open(from, station)) {
        return new VisualFitter(progress).fit(recorded.good(), options());
      }
    }
    return Files.isDirectory(from) && labels.isEmpty()
        ? new VisualFitter(progress).fit(from, options())
        : new LabelledFit(progress).of(from, labels, options());
  }

  private VisualContents compared() throws Exception {
    return new TemplateFitter(options()).fit(Objects.requireNonNull(golden));
  }

  private VisualOptions options() throws Exception {
    if (region.size() != 4 || normalise.size() != 2) {
      throw new IllegalArgumentException(
          "--region takes four numbers, --normalise two, separated by commas");
    }
    Backbone network =
        backbone == null ? Backbone.standard() : Backbone.of(Files.readAllBytes(backbone), taps);
    return new VisualOptions(
        name,
        falseRejects,
        sides,
        new PictureRegion(region.get(0), region.get(1), region.get(2), region.get(3)),
        millimetresPerPixel,
        network,
        new VisualSpec.Normalisation(normalise.get(0), normalise.get(1)),
        head,
        seed,
        partLabel,
        align,
        smallestDefect);
  }

  private static void tell(PrintWriter err, VisualReport report) {
    if (!report.rise().isEmpty()) {
      report
          .rise()
          .forEach((kind, share) ->
              err.printf(
                  Locale.ROOT,
                  "Head %s: a blemish raises the score by %.2f spreads%n",
                  kind,
                  share));
    }
    err.printf(
        Locale.ROOT,
        "%s: %d good pictures, head %s. Of pictures not seen by their model %d are rejected (%.2g %%"
            + " allowed); a person looks from %.1f %% of the limit%n",
        report.name(),
        report.pictures(),
        report.head(),
        report.rejected(),
        100 * report.falseRejects(),
        report.review());
    err.flush();
  }
}
