package io.linewatch.edge.cli;

import io.linewatch.edge.recording.LocalRequests;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes back what start asked for. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Stops a recording that was started here; its files stay.")
final class RecordStopCommand implements Callable<Integer> {
  @Mixin private final RecordCommand.StateOption state = new RecordCommand.StateOption();

  @Parameters(paramLabel = "NAME", description = "of the recording")
  private String name;

  @Override
  public Integer call() {
    return RecordCommand.guarded(() -> {
      if (!new LocalRequests(state.folder()).remove(name)) {
        throw new IllegalArgumentException(
            "no recording '"
                + name
                + "' was started here; one of the centre's is stopped in the console");
      }
      System.out.println("asked to stop " + name + "; the agent closes its files within seconds");
    });
  }
}
