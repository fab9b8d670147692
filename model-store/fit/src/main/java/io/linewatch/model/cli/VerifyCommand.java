package io.linewatch.model.cli;

import io.linewatch.model.format.ModelPackage;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.onnx.OnnxScorer;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
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
    ModelPackage found = store.open().load(digest);
    try (OnnxScorer scorer =
        new OnnxScorer(Files.readAllBytes(found.onnxFile()), found.spec().outputs())) {
      String difference = scorer.difference(found.golden());
      if (difference != null) {
        throw new ModelRefused("the graph does not answer as its fit computed: " + difference);
      }
    }
    PrintWriter out = command.commandLine().getOut();
    out.println(
        "good: "
            + found.spec().name()
            + " "
            + digest
            + ", "
            + found.golden().samples().size()
            + " golden samples answered within "
            + found.golden().tolerance());
    out.flush();
    return 0;
  }
}
