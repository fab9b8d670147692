package io.linewatch.edge.cli;

import io.linewatch.edge.intake.MqttSettings;
import io.linewatch.edge.replay.PahoReplayTarget;
import io.linewatch.edge.replay.ReplayResult;
import io.linewatch.edge.replay.ReplayTarget;
import io.linewatch.edge.replay.ReplayTopics;
import io.linewatch.edge.replay.Replayer;
import io.linewatch.model.csv.CsvGuess;
import io.linewatch.model.csv.CsvRecording;
import io.linewatch.model.csv.UnreadableCsv;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays CSV exports back over MQTT with their own times. */
@Command(
    name = "replay",
    description = "Publishes CSV recordings to MQTT, with original times, at any speed.")
final class ReplayCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "CSV exports, in order")
  private List<Path> files;

  @Option(names = "--url", required = true, description = "mqtt://host:port or mqtts://host:port")
  private URI url;

  @Option(
      names = "--topic",
      defaultValue = "factory/{line}/{asset}/{channel}",
      description =
          "topic; {site} {area} {line} {asset} {channel} are filled in (${DEFAULT-VALUE})")
  private String topic;

  @Option(names = "--asset", description = "site/area/line/asset the recording belongs to")
  private @Nullable String asset;

  @Option(names = "--speed", defaultValue = "max", description = "max, 1 (as recorded), 10, …")
  private String speed;

  @Option(names = "--from-row", defaultValue = "0", description = "rows of each file to leave out")
  private long fromRow;

  @Option(names = "--qos", defaultValue = "1", description = "0 or 1")
  private int qos;

  @Option(names = "--username")
  private @Nullable String username;

  @Option(names = "--password-file")
  private @Nullable Path passwordFile;

  @Option(names = "--ca-file", description = "PEM of the broker's authority")
  private @Nullable Path caFile;

  @Override
  public Integer call() throws InterruptedException {
    try {
      ReplayTopics topics = ReplayTopics.of(topic, asset);
      double factor = Replayer.speed(speed);
      byte[] password =
          passwordFile == null
              ? null
              : Files.readString(passwordFile).stripTrailing().getBytes(StandardCharsets.UTF_8);
      ReplayResult total = ReplayResult.NOTHING;
      MqttSettings settings =
          new MqttSettings(
              "replay", "replay", url, List.of("*"), qos, username, password, caFile, null, null);
      try (ReplayTarget target = PahoReplayTarget.connect(settings)) {
        for (Path file : files) {
          total = total.plus(play(file, topics, target, factor));
        }
      }
      System.out.println(total.toJson());
      return 0;
    } catch (IllegalArgumentException | UnreadableCsv e) {
      System.err.println("replay: " + e.getMessage());
      return LinewatchEdge.EXIT_CONFIG;
    } catch (IOException e) {
      System.err.println("replay: " + e.getMessage());
      return 1;
    }
  }

  private ReplayResult play(Path file, ReplayTopics topics, ReplayTarget target, double factor)
      throws IOException, UnreadableCsv, InterruptedException {
    CsvGuess guess = CsvGuess.of(file);
    System.err.println(file + ": " + guess);
    Progress progress = Progress.of(file, System.err, onTerminal());
    try (CsvRecording recording = CsvRecording.open(file, guess)) {
      ReplayResult result =
          new Replayer(guess, recording, topics, target, factor, fromRow, progress).play();
      progress.end(result);
      return result;
    }
  }

  // Null when the JVM's console module is missing, as in a small runtime image.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
