package io.linewatch.edge.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The agent of a gateway, and what belongs to it on the command line. */
@Command(
    name = "linewatch-edge",
    mixinStandardHelpOptions = true,
    versionProvider = AgentVersion.class,
    description = "Watches the machines of one gateway.",
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      ListenCommand.class,
      RecipeCommand.class,
      RecordCommand.class,
      ReplayCommand.class,
      RehearseCommand.class
    })
public final class LinewatchEdge {
  private LinewatchEdge() {}

  /** Bad configuration, as in sysexits.h: a service manager need not try again. */
  static final int EXIT_CONFIG = 78;

  public static void main(String[] args) {
    System.exit(execute(args));
  }

  static int execute(String... args) {
    return new CommandLine(new LinewatchEdge()).execute(args);
  }
}
