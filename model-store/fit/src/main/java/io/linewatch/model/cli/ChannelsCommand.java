package io.linewatch.model.cli;

import io.linewatch.model.fit.ChannelSteadiness;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code channels}: which channels' levels can be learned from recordings of this length. */
@Command(
    name = "channels",
    mixinStandardHelpOptions = true,
    description = {
      "Tells which channels come back to their level, and which wander more between the halves of a"
          + " recording than they vary inside them.",
      "The last line on standard output is what to give to fit --channels."
    })
final class ChannelsCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Recordings (CSV) of normal running; the more the better.")
  private List<Path> files;

  @Option(names = "--rows", description = "Look at the first so many rows of every file.")
  private @Nullable Integer rows;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    if (rows != null && rows < 1) {
      throw new IllegalArgumentException("--rows must be at least 1");
    }
    List<ChannelSteadiness.Channel> channels = ChannelSteadiness.of(files, rows);
    PrintWriter err = command.commandLine().getErr();
    for (ChannelSteadiness.Channel channel : channels) {
      err.println(
          String.format(
              Locale.ROOT,
              "%-32s wander %6.2f  %s",
              channel.name(),
              channel.wander(),
              channel.steady() ? "steady" : "wanders: leave out, or record much longer"));
    }
    err.flush();
    PrintWriter out = command.commandLine().getOut();
    out.println(
        channels.stream()
            .filter(ChannelSteadiness.Channel::steady)
            .map(ChannelSteadiness.Channel::name)
            .collect(Collectors.joining(",")));
    out.flush();
    return 0;
  }
}
