package io.linewatch.edge.cli;

import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.StationCard;
import io.linewatch.model.recording.StoredRecording;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The data card. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "Shows the data card: channels, pictures, spans, gaps with their reasons, digest.")
final class RecordShowCommand implements Callable<Integer> {
  private static final int SHOWN_GAPS = 20;

  @Mixin private final RecordCommand.StateOption state = new RecordCommand.StateOption();

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "of the recording; left out with --file")
  private @Nullable String name;

  @Option(names = "--file", description = "a folder or an exported archive, wherever it is")
  private @Nullable Path file;

  @Option(names = "--json", description = "the card as it is")
  private boolean json;

  @Override
  public Integer call() {
    return RecordCommand.guarded(() -> {
      try (StoredRecording recording = StoredRecording.open(path())) {
        if (json) {
          byte[] card = RecordingCard.CODEC.encode(recording.card());
          System.out.println(new String(card, StandardCharsets.UTF_8));
        } else {
          print(recording.card(), System.out);
        }
      }
    });
  }

  private Path path() {
    Path given = file;
    if (given != null) {
      return given;
    }
    if (name == null) {
      throw new IllegalArgumentException("say the recording's NAME, or --file");
    }
    return RecordListCommand.recordings(state.folder()).resolve(RecordingRequest.requireName(name));
  }

  static void print(RecordingCard card, PrintStream out) {
    out.printf("%s of gateway %s%n", card.recording(), card.gateway());
    out.printf("  %s, agent %s%n", card.closed() ? "over" : "open", card.agentVersion());
    out.printf("  from %s to %s%n", card.from(), card.to());
    if (!card.machineStates().isEmpty()) {
      out.printf("  only in %s%n", String.join(", ", card.machineStates()));
    }
    card.readings().forEach((told, rows) -> out.printf("  %d in state %s%n", rows, told));
    for (RecordingCard.ChannelCard channel : card.channels()) {
      out.printf(
          "  %s [%s]: %d readings, %d blocks of %d samples%n",
          channel.id(), channel.unit(), channel.rows(), channel.blocks(), channel.samples());
    }
    for (StationCard station : card.pictureStations()) {
      out.printf(
          "  camera station %s: %d pictures, %.1f MB, verdicts %s%n",
          station.id(),
          station.pictures(),
          station.bytes() / 1e6,
          new TreeMap<>(station.verdicts()));
    }
    out.printf("  %d spans without a gap%n", card.spans().size());
    card.gaps().stream()
        .limit(SHOWN_GAPS)
        .forEach(gap ->
            out.printf(
                "  gap %s to %s %s%s, %d lost: %s%n",
                gap.from(),
                gap.to(),
                gap.reason(),
                gap.subject().isEmpty() ? "" : " of " + gap.subject(),
                gap.lost(),
                gap.detail()));
    long left = card.gaps().size() + card.moreGaps() - SHOWN_GAPS;
    if (left > 0) {
      out.printf("  and %d gaps more (--json)%n", left);
    }
    out.printf("  %d files, %.1f MB%n", card.present().size(), card.bytes() / 1e6);
    out.printf("  sha256 %s%n", card.digest());
  }
}
