package io.linewatch.edge.cli;

import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.model.recording.StoredRecording;
import io.linewatch.model.recording.UnreadableRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What there is. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the recordings of this gateway.")
final class RecordListCommand implements Callable<Integer> {
  @Mixin private final RecordCommand.StateOption state = new RecordCommand.StateOption();

  @Override
  public Integer call() {
    return RecordCommand.guarded(() -> folders(state.folder()).forEach(RecordListCommand::print));
  }

  static Path recordings(Path stateDir) {
    return stateDir.resolve("recordings");
  }

  private static List<Path> folders(Path stateDir) throws IOException {
    if (!Files.isDirectory(recordings(stateDir))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(recordings(stateDir))) {
      return files
          .filter(Files::isDirectory)
          .filter(folder -> RecordingRequest.isName(String.valueOf(folder.getFileName())))
          .sorted()
          .toList();
    }
  }

  private static void print(Path folder) {
    try (StoredRecording recording = StoredRecording.open(folder)) {
      RecordingCard card = recording.card();
      System.out.printf(
          "%-32s %s  %d channels, %d pictures, %d gaps, %.1f MB, %s to %s%n",
          card.recording(),
          card.closed() ? "over  " : "open  ",
          card.channels().size(),
          card.pictures(),
          card.gaps().size() + card.moreGaps(),
          card.bytes() / 1e6,
          card.from(),
          card.to());
    } catch (IOException | UnreadableRecording unreadable) {
      System.out.printf("%-32s %s%n", folder.getFileName(), unreadable.getMessage());
    }
  }
}
