package io.linewatch.model.cli;

import io.linewatch.model.format.ModelPackage;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.format.PackageKind;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.OnnxScorer;
import io.linewatch.model.onnx.PictureScorer;
import io.linewatch.model.visual.VisualPackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: checks a package as a gateway does. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Checks every byte of a package and runs its golden samples.")
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIGEST", description = "sha256:… of the package.")
  private String digest;

  @Mixin private final StoreOption store = new StoreOption();
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    OciLayout layout = store.open();
    String answered =
        layout.kind(digest) == PackageKind.VISUAL
            ? visual(layout.loadVisual(digest))
            : rows(layout.load(digest));
    PrintWriter out = command.commandLine().getOut();
    out.println("good: " + answered);
    out.flush();
    return 0;
  }

  private static String rows(ModelPackage found) throws IOException, OnnxFailed, ModelRefused {
    try (OnnxScorer scorer =
        new OnnxScorer(Files.readAllBytes(found.onnxFile()), found.spec().outputs())) {
      requireNone(scorer.difference(found.golden()));
    }
    return found.spec().name()
        + " "
        + found.digest()
        + ", "
        + found.golden().samples().size()
        + " golden samples answered within "
        + found.golden().tolerance();
  }

  private static String visual(VisualPackage found) throws IOException, OnnxFailed, ModelRefused {
    try (PictureScorer scorer =
        new PictureScorer(Files.readAllBytes(found.onnxFile()), found.spec(), found.labels())) {
      requireNone(scorer.difference(found.golden(), Files.readAllBytes(found.goldenPictureFile())));
    }
    return found.spec().name()
        + " "
        + found.digest()
        + ", its golden picture answered within "
        + found.golden().tolerance();
  }

  private static void requireNone(@Nullable String difference) throws ModelRefused {
    if (difference != null) {
      throw new ModelRefused("the graph does not answer as its fit computed: " + difference);
    }
  }
}
