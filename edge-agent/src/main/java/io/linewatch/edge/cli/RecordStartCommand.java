package io.linewatch.edge.cli;

import io.linewatch.domain.config.DurationText;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.Topics;
import io.linewatch.edge.control.DesiredCache;
import io.linewatch.edge.recording.LocalRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the agent of this machine for a recording. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "Records from now on; the agent begins within two seconds.")
final class RecordStartCommand implements Callable<Integer> {
  @Mixin private final RecordCommand.StateOption state = new RecordCommand.StateOption();

  @Parameters(paramLabel = "NAME", description = "names the recording: a-z, digits, '_', '-'")
  private String name;

  @Option(
      names = "--channels",
      split = ",",
      description =
          "such as pump/temp,pump/speed or pump/*; channels with waveforms are recorded as such")
  private List<String> channels = List.of();

  @Option(
      names = "--stations",
      split = ",",
      description =
          "camera stations of edge.yaml whose pictures are recorded, such as top,side; needs"
              + " --config")
  private List<String> stations = List.of();

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "such as 30min or 2h; until record stop when left out")
  private @Nullable String duration;

  @Option(
      names = "--states",
      split = ",",
      description = "only while the machine tells one of these; always when left out")
  private List<String> states = List.of();

  @Override
  public Integer call() {
    return RecordCommand.guarded(this::start);
  }

  private void start() throws IOException {
    Path folder = state.folder();
    if (channels.isEmpty() && stations.isEmpty()) {
      throw new IllegalArgumentException("say what to record: --channels, --stations, or both");
    }
    List<ChannelId> chosen =
        channels.isEmpty() ? List.of() : ChannelChoice.of(channels, known(folder));
    List<ChannelId> cameras =
        stations.isEmpty() ? List.of() : StationChoice.of(stations, state.config());
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instant until = duration == null ? null : now.plus(DurationText.parse(duration));
    new LocalRequests(folder).put(new RecordingRequest(name, chosen, states, now, until, cameras));
    System.out.println(
        "asked for "
            + name
            + ": "
            + chosen.size()
            + " channels"
            + (cameras.isEmpty() ? "" : ", pictures of " + cameras.size() + " stations")
            + (until == null ? ", until record stop" : ", until " + until));
  }

  private static List<ChannelId> known(Path folder) throws IOException {
    Path file = folder.resolve(DesiredCache.FILE);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "the agent has no desired state yet, so there are no channels: apply a plant sheet");
    }
    try {
      DesiredState desired = Topics.DESIRED.codec().decode(Files.readAllBytes(file));
      return desired.channels().stream().map(Channel::id).toList();
    } catch (MalformedRecord damaged) {
      throw new IllegalArgumentException(file + ": " + damaged.getMessage(), damaged);
    }
  }
}
