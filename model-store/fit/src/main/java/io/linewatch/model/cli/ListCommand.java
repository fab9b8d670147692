package io.linewatch.model.cli;

import io.linewatch.model.format.OciLayout;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code list}: what the store holds. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the packages in the store, oldest first.")
final class ListCommand implements Callable<Integer> {
  @Mixin private final StoreOption store = new StoreOption();
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = command.commandLine().getOut();
    for (OciLayout.IndexEntry entry : store.open().list()) {
      out.println(entry.digest() + "  " + entry.name());
    }
    out.flush();
    return 0;
  }
}
