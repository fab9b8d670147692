package io.linewatch.edge.cli;

import io.linewatch.edge.EdgeAgent;
import io.linewatch.edge.config.EdgeConfigFile;
import io.linewatch.edge.control.DesiredCache;
import io.linewatch.model.format.ModelRefused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Starts an agent in a folder of its own, with Kafka and the model store away, lets it decide and
 * score some minutes of a line that is nowhere, looks at its page and ends it: a start from which
 * java learns. {@code bin/linewatch-edge prepare} calls it.
 */
@Command(name = "rehearse", hidden = true, description = "A start from which java learns.")
final class RehearseCommand implements Callable<Integer> {
  private static final String NOBODY = "127.0.0.1:1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  @Override
  public Integer call() throws IOException, InterruptedException, ModelRefused {
    Path folder = Files.createTempDirectory("linewatch-rehearse");
    try {
      return rehearse(folder);
    } finally {
      delete(folder);
    }
  }

  private static int rehearse(Path folder) throws IOException, InterruptedException, ModelRefused {
    try (RehearsalBroker broker =
        new RehearsalBroker(RehearsalLine.messages(InstantSource.system().instant()))) {
      EdgeConfigFile.Result result = EdgeConfigFile.read(configuration(folder, broker.port()));
      if (result.loaded() == null) {
        CheckCommand.print(folder, result);
        return LinewatchEdge.EXIT_CONFIG;
      }
      Path state = Files.createDirectories(result.loaded().stateDir());
      String model = RehearsalModel.unpack(state.resolve("models"));
      new DesiredCache(state).store(RehearsalLine.desired(model));
      try (EdgeAgent agent =
              EdgeAgent.start(result.loaded(), AgentVersion.current(), InstantSource.system());
          HttpClient http = HttpClient.newHttpClient()) {
        URI page = URI.create("http://127.0.0.1:" + agent.statusPort());
        get(http, page.resolve("/"));
        get(http, page.resolve("/health"));
        return awaitDecided(http, page.resolve("/metrics"), broker) ? 0 : 1;
      }
    }
  }

  /**
   * Whether it decided what it was sent, but for what was shed, scored, and told the line of it.
   */
  private static boolean awaitDecided(HttpClient http, URI metrics, RehearsalBroker broker)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      String counted = get(http, metrics);
      double taken =
          value(counted, "linewatch_edge_readings_total")
              + value(counted, "linewatch_edge_messages_shed_total");
      boolean scored = value(counted, "linewatch_edge_scores_total") > 0;
      if (scored && taken >= RehearsalLine.readings() && broker.published() > 0) {
        return true;
      }
      Thread.sleep(LOOK_AGAIN);
    }
    System.err.println("the rehearsal did not decide its readings within " + PATIENCE);
    return false;
  }

  private static String get(HttpClient http, URI address) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Sum over all labels; 0 when it is not there. */
  private static double value(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static Path configuration(Path folder, int broker) throws IOException {
    Files.writeString(folder.resolve("gateway.key"), "00".repeat(32));
    return Files.writeString(
        folder.resolve("edge.yaml"),
        """
        gateway: %s
        stateDir: state
        mqtt:
          connections:
            - { id: line, url: "mqtt://127.0.0.1:%d", sources: ["*"], qos: 0 }
        kafka: { bootstrap: "%s", properties: {} }
        modelStore: { url: "http://%s" }
        key: { version: 1, file: gateway.key }
        status: { host: 127.0.0.1, port: 0 }
        localFeed: { connection: line }
        """
            .formatted(RehearsalLine.GATEWAY, broker, NOBODY, NOBODY));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
