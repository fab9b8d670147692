package io.linewatch.central.cli;

import io.linewatch.central.history.HistoryUnavailable;
import io.linewatch.central.kafka.KafkaUnavailable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code linewatch-central}. */
@Command(
    name = "linewatch-central",
    mixinStandardHelpOptions = true,
    description = "The central processor of Linewatch.",
    subcommands = {
      RunCommand.class,
      TopicsCommand.class,
      PlantCommand.class,
      UserCommand.class,
      ImportCommand.class,
    })
public final class LinewatchCentral {
  /** Bad configuration (EX_CONFIG of sysexits). */
  public static final int BAD_CONFIGURATION = 78;

  /** A peer is away (EX_UNAVAILABLE of sysexits). */
  static final int UNAVAILABLE = 69;

  static final String LOG_CONFIGURATION = "io/linewatch/central/cli/logback-central.xml";
  private static final String LOG_FILE = "logback.configurationFile";

  public static void main(String[] args) {
    // Without one every library tells all it does. Not /logback.xml: another program on the same
    // class path has its own.
    if (System.getProperty(LOG_FILE) == null) {
      System.setProperty(LOG_FILE, LOG_CONFIGURATION);
    }
    System.exit(commandLine().execute(args));
  }

  public static CommandLine commandLine() {
    return new CommandLine(new LinewatchCentral())
        .setExecutionExceptionHandler((e, command, _) -> {
          if (e instanceof BadConfiguration bad) {
            bad.problems().forEach(command.getErr()::println);
            return BAD_CONFIGURATION;
          }
          if (e instanceof HistoryUnavailable || e instanceof KafkaUnavailable) {
            command.getErr().println(e.getMessage() + cause(e));
            return UNAVAILABLE;
          }
          throw e;
        });
  }

  private static String cause(Exception e) {
    return e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")";
  }
}
