package io.linewatch.model.cli;

import io.linewatch.model.fit.visual.LabelledPackage;
import io.linewatch.model.format.VisualDeclaration;
import io.linewatch.model.visual.VisualContents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pack}: a classifier or detector that was trained elsewhere. */
@Command(
    name = "pack",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a package of a classifier or detector of pictures (ONNX) and what its labels mean.",
      "The last line on standard output is JSON with the package's digest."
    })
final class PackCommand implements Callable<Integer> {
  @Option(names = "--onnx", required = true, paramLabel = "FILE", description = "The network.")
  private Path onnx;

  @Option(
      names = "--declaration",
      required = true,
      paramLabel = "FILE",
      description = "JSON that says what goes in and what the labels mean (docs/models.md).")
  private Path declaration;

  @Option(
      names = "--good",
      required = true,
      paramLabel = "PICTURE",
      description = "A good part; every gateway must get the same answer for it.")
  private Path good;

  @Mixin private final StoreOption store = new StoreOption();
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    VisualDeclaration declared = VisualDeclaration.read(Files.readAllBytes(declaration));
    VisualContents contents =
        LabelledPackage.of(declared, Files.readAllBytes(onnx), Files.readAllBytes(good));
    String digest = store.open().pack(contents);
    PackedAnswer.print(command.commandLine().getOut(), declared.name(), digest, contents.spec());
    return 0;
  }
}
