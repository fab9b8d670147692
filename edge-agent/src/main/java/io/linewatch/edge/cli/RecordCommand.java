package io.linewatch.edge.cli;

import io.linewatch.edge.config.EdgeConfig;
import io.linewatch.edge.config.EdgeConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Recordings of this gateway: asked for by a file in the agent's state folder, read from there. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description = {
      "Records chosen channels and pictures to files, and shows what was recorded.",
      "Needs the right to write to the agent's state folder, such as: sudo -u linewatch …"
    },
    subcommands = {
      RecordStartCommand.class,
      RecordStopCommand.class,
      RecordListCommand.class,
      RecordShowCommand.class,
      RecordExportCommand.class
    })
final class RecordCommand {
  private RecordCommand() {}

  /** Where the agent keeps its state. */
  static final class StateOption {
    @Option(names = "--config", paramLabel = "FILE", description = "edge.yaml")
    private @Nullable Path config;

    @Option(
        names = "--state",
        paramLabel = "DIR",
        description = "the agent's state folder, in place of --config")
    private @Nullable Path state;

    /** For what the folder alone does not tell. */
    Path config() {
      Path file = config;
      if (file == null) {
        throw new IllegalArgumentException(
            "this needs --config edge.yaml: the state folder alone does not tell it");
      }
      return file;
    }

    /**
     * @throws IllegalArgumentException when it is not said, or there is no such folder
     */
    Path folder() {
      Path file = config;
      Path given = state;
      Path folder;
      if (given != null) {
        folder = given;
      } else if (file != null) {
        var read = EdgeConfigFile.readAlone(file);
        EdgeConfig value = read.value();
        if (value == null) {
          throw new IllegalArgumentException(file + ": " + read.problems().getFirst());
        }
        folder = EdgeConfigFile.stateDir(file, value);
      } else {
        throw new IllegalArgumentException("say --config edge.yaml, or --state DIR");
      }
      if (!Files.isDirectory(folder)) {
        throw new IllegalArgumentException(folder + " is no folder; has the agent run here?");
      }
      return folder;
    }
  }

  /** What a command does. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** Does it, and says on standard error what goes wrong. */
  static int guarded(Work work) {
    try {
      work.run();
      return 0;
    } catch (IllegalArgumentException wrong) {
      System.err.println("record: " + wrong.getMessage());
      return LinewatchEdge.EXIT_CONFIG;
    } catch (java.nio.file.AccessDeniedException denied) {
      System.err.println(
          "record: " + denied.getFile() + " may not be written; run it as the agent's user");
      return 1;
    } catch (IOException failed) {
      System.err.println("record: " + failed.getMessage());
      return 1;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      System.err.println("record: interrupted");
      return 1;
    } catch (Exception failed) {
      System.err.println("record: " + failed.getMessage());
      return 1;
    }
  }
}
