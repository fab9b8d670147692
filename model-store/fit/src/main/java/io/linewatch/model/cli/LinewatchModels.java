package io.linewatch.model.cli;

import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.format.ModelRefused;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Fits models, shows and checks packages, serves them. */
@Command(
    name = "linewatch-models",
    description = "Learns models of normal running from recordings, and serves them to gateways.",
    mixinStandardHelpOptions = true,
    version = "linewatch-models 0.1.0",
    subcommands = {
      FitCommand.class,
      ChannelsCommand.class,
      FitRulCommand.class,
      FitTabularCommand.class,
      FitVisualCommand.class,
      PackCommand.class,
      TryCommand.class,
      NoveltyCommand.class,
      ListCommand.class,
      ShowCommand.class,
      ShrinkCommand.class,
      VerifyCommand.class,
      ServeCommand.class
    })
public final class LinewatchModels {
  private static final String LOG_FILE = "logback.configurationFile";
  private static final Set<String> COMMANDS_OF_TWO_WORDS =
      Set.of(FitRulCommand.NAME, FitTabularCommand.NAME, FitVisualCommand.NAME);
  private static final int FAILED = 1;
  private static final int BAD_CONFIGURATION = 78;

  private LinewatchModels() {}

  public static void main(String[] args) {
    // Not /logback.xml: another program on the same class path has its own.
    if (System.getProperty(LOG_FILE) == null) {
      System.setProperty(LOG_FILE, "io/linewatch/model/cli/logback-models.xml");
    }
    System.exit(run(args));
  }

  /** Runs one command; 0 done, 1 refused or failed, 78 wrong options. */
  static int run(String... args) {
    CommandLine commandLine = new CommandLine(new LinewatchModels());
    commandLine.setExecutionExceptionHandler((exception, command, _) -> {
      command.getErr().println("linewatch-models: " + reason(exception));
      return exception instanceof IllegalArgumentException ? BAD_CONFIGURATION : FAILED;
    });
    commandLine.setExitCodeExceptionMapper(_ -> FAILED);
    commandLine
        .getSubcommands()
        .values()
        .forEach(sub -> sub.getCommandSpec().exitCodeOnInvalidInput(BAD_CONFIGURATION));
    commandLine.getCommandSpec().exitCodeOnInvalidInput(BAD_CONFIGURATION);
    return commandLine.execute(joined(args));
  }

  /** {@code fit rul} and the like are one command each, with options of their own. */
  private static String[] joined(String... args) {
    if (args.length > 1 && COMMANDS_OF_TWO_WORDS.contains(args[0] + " " + args[1])) {
      String[] joined = Arrays.copyOfRange(args, 1, args.length);
      joined[0] = args[0] + " " + args[1];
      return joined;
    }
    return args;
  }

  private static @Nullable String reason(Exception exception) {
    return switch (exception) {
      case NoSuchFileException e -> e.getFile() + " does not exist";
      case FitRefused e -> e.getMessage();
      case UnreadableCsv e -> e.getMessage();
      case ModelRefused e -> e.getMessage();
      case IllegalArgumentException e -> e.getMessage();
      case IOException e -> e.toString();
      default -> {
        StringWriter trace = new StringWriter();
        exception.printStackTrace(new PrintWriter(trace, true));
        yield "this is a fault of the program: " + trace;
      }
    };
  }
}
