package io.linewatch.edge.cli;

import io.linewatch.domain.config.ConfigReader;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetYaml;
import io.linewatch.domain.sheet.SourceRow;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.intake.MqttIntake;
import io.linewatch.edge.intake.MqttSettings;
import io.linewatch.edge.listen.ListenReport;
import io.linewatch.edge.listen.TopicLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Hears what a broker carries, and says what of it the plant sheet maps. */
@Command(
    name = "listen",
    description = "Lists the topics of a broker with rate, sample and guessed format.")
final class ListenCommand implements Callable<Integer> {
  @Option(names = "--url", required = true, description = "mqtt://host:port or mqtts://host:port")
  private URI url;

  @Option(
      names = "--topic",
      defaultValue = "#",
      description = "topic filter to listen to (${DEFAULT-VALUE})")
  private String topic;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "how long to listen (${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--sheet", description = "plant sheet (YAML) to compare with")
  private @Nullable Path sheet;

  @Option(names = "--rows", description = "prints rows of the sheet for what is not mapped")
  private boolean rows;

  @Option(names = "--username")
  private @Nullable String username;

  @Option(names = "--password-file")
  private @Nullable Path passwordFile;

  @Option(names = "--ca-file", description = "PEM of the broker's authority")
  private @Nullable Path caFile;

  @Override
  public Integer call() throws InterruptedException {
    try {
      List<SourceRow> sources = sheet == null ? List.of() : sources(sheet);
      TopicLog log = new TopicLog();
      String problem = listen(log);
      if (!problem.isEmpty()) {
        System.err.println("listen: " + problem);
        return 1;
      }
      print(new ListenReport(log.heard(), sources), log.beyond());
      return 0;
    } catch (IllegalArgumentException wrong) {
      System.err.println("listen: " + wrong.getMessage());
      return LinewatchEdge.EXIT_CONFIG;
    } catch (IOException failed) {
      System.err.println("listen: " + failed.getMessage());
      return 1;
    }
  }

  private static List<SourceRow> sources(Path file) throws IOException {
    ConfigReader.Result<PlantSheet> read = PlantSheetYaml.read(Files.readString(file));
    PlantSheet plant = read.value();
    if (plant == null) {
      throw new IllegalArgumentException(file + ": " + read.problems().getFirst());
    }
    return plant.sources();
  }

  /** Empty when it was connected at the end. */
  private String listen(TopicLog log) throws IOException, InterruptedException {
    byte[] password =
        passwordFile == null
            ? null
            : Files.readString(passwordFile).stripTrailing().getBytes(StandardCharsets.UTF_8);
    MqttSettings settings =
        new MqttSettings(
            "listen",
            "pid" + ProcessHandle.current().pid(),
            url,
            List.of("*"),
            0,
            username,
            password,
            caFile,
            null,
            null);
    MqttIntake intake = new MqttIntake(settings, new SimpleMeterRegistry(), InstantSource.system());
    try (intake) {
      intake.subscribe(List.of(topic));
      intake.start((InboundMessage message) ->
          log.take(message.topic(), message.payload(), message.arrival()));
      TimeUnit.SECONDS.sleep(Math.max(1, seconds));
      String problem = intake.problem();
      // Nothing is left behind in the session the broker keeps.
      intake.subscribe(List.of());
      return problem;
    }
  }

  private void print(ListenReport report, long beyond) {
    report.lines().forEach(System.out::println);
    if (beyond > 0) {
      System.out.println(
          beyond + " messages came on more than " + TopicLog.MAX_TOPICS + " topics; use --topic");
    }
    if (sheet != null) {
      report.neverHeard().forEach(id -> System.out.println("never heard: source '" + id + "'"));
    }
    if (rows) {
      System.out.println("sources:");
      report.suggestedRows().forEach(System.out::println);
    }
  }
}
