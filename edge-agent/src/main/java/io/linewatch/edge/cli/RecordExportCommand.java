package io.linewatch.edge.cli;

import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.edge.config.EdgeConfigFile;
import io.linewatch.edge.recording.RecordingUpload;
import io.linewatch.model.recording.RecordingArchive;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A recording to a file, or to the centre. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a recording to one archive, which fit takes as it is, or sends it to the centre.",
      "A transfer that was cut goes on where it stopped when the command is given again."
    })
final class RecordExportCommand implements Callable<Integer> {
  private static final int LONGEST_PAUSE_SECONDS = 30;

  @Mixin private final RecordCommand.StateOption state = new RecordCommand.StateOption();

  @Parameters(paramLabel = "NAME", description = "of the recording")
  private String name;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE.zip|URL",
      description = "where to: a file, or https://CENTRE (needs --config, and signs with its key)")
  private String to;

  @Option(
      names = "--tries",
      defaultValue = "5",
      description = "how often a centre that is away is tried (${DEFAULT-VALUE})")
  private int tries;

  @Override
  public Integer call() {
    return RecordCommand.guarded(() -> {
      Path folder =
          RecordListCommand.recordings(state.folder()).resolve(RecordingRequest.requireName(name));
      RecordingCard card =
          to.startsWith("https://") || to.startsWith("http://")
              ? sent(folder)
              : RecordingArchive.write(folder, Path.of(to));
      System.out.printf(
          "%s: %d files, %.1f MB, sha256 %s%n",
          to, card.present().size(), card.bytes() / 1e6, card.digest());
    });
  }

  private RecordingCard sent(Path folder) throws Exception {
    Path config = state.config();
    EdgeConfigFile.Result read = EdgeConfigFile.read(config);
    EdgeConfigFile.Loaded loaded = read.loaded();
    if (loaded == null) {
      throw new IllegalArgumentException(config + ": " + read.problems().getFirst());
    }
    RecordingUpload upload = new RecordingUpload(URI.create(to), loaded.key(), System.out::println);
    for (int tried = 1; true; tried++) {
      try {
        return upload.send(folder);
      } catch (IOException away) {
        if (tried >= tries) {
          throw away;
        }
        System.err.println("record: " + away + "; tried again soon");
        TimeUnit.SECONDS.sleep(Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(tried, 5)));
      }
    }
  }
}
