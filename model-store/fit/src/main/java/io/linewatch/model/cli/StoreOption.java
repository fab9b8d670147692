package io.linewatch.model.cli;

import io.linewatch.model.format.OciLayout;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --store}, shared by all commands. */
final class StoreOption {
  @Option(
      names = "--store",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the model store; made when it is not there.")
  private Path store;

  OciLayout open() throws IOException {
    return OciLayout.open(store);
  }
}
