package io.linewatch.edge.cli;

import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.model.recording.RecordingArchive;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A recording in one file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes a recording to one archive, which fit takes as it is.")
final class RecordExportCommand implements Callable<Integer> {
  @Mixin private final RecordCommand.StateOption state = new RecordCommand.StateOption();

  @Parameters(paramLabel = "NAME", description = "of the recording")
  private String name;

  @Option(names = "--to", required = true, paramLabel = "FILE.zip", description = "where to")
  private Path to;

  @Override
  public Integer call() {
    return RecordCommand.guarded(() -> {
      Path folder =
          RecordListCommand.recordings(state.folder()).resolve(RecordingRequest.requireName(name));
      RecordingCard card = RecordingArchive.write(folder, to);
      System.out.printf(
          "%s: %d files, %.1f MB, sha256 %s%n",
          to, card.present().size(), card.bytes() / 1e6, card.digest());
    });
  }
}
