package io.linewatch.edge.cli;

import io.linewatch.edge.EdgeAgent;
import io.linewatch.edge.config.EdgeConfigFile;
import io.linewatch.edge.inference.LoadedModel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Starts an agent in a folder of its own, with every peer away, looks at its page and ends it: a
 * start from which java learns. {@code bin/linewatch-edge prepare} calls it.
 */
@Command(name = "rehearse", hidden = true, description = "A start from which java learns.")
final class RehearseCommand implements Callable<Integer> {
  private static final String NOBODY = "127.0.0.1:1";

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("linewatch-rehearse");
    try {
      return rehearse(folder);
    } finally {
      delete(folder);
    }
  }

  private static int rehearse(Path folder) throws IOException, InterruptedException {
    EdgeConfigFile.Result result = EdgeConfigFile.read(configuration(folder));
    if (result.loaded() == null) {
      CheckCommand.print(folder, result);
      return LinewatchEdge.EXIT_CONFIG;
    }
    try (EdgeAgent agent =
            EdgeAgent.start(result.loaded(), AgentVersion.current(), InstantSource.system());
        HttpClient http = HttpClient.newHttpClient()) {
      LoadedModel.prepareRuntime(result.loaded().stateDir());
      URI page = URI.create("http://127.0.0.1:" + agent.statusPort());
      for (String path : new String[] {"/", "/health", "/metrics"}) {
        var _ =
            http.send(
                HttpRequest.newBuilder(page.resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
      }
    }
    return 0;
  }

  private static Path configuration(Path folder) throws IOException {
    Files.writeString(folder.resolve("gateway.key"), "00".repeat(32));
    return Files.writeString(
        folder.resolve("edge.yaml"),
        """
        gateway: rehearsal
        stateDir: state
        mqtt:
          connections:
            - { id: line, url: "mqtt://%s", sources: ["*"], qos: 1 }
        kafka: { bootstrap: "%s", properties: {} }
        modelStore: { url: "http://%s" }
        key: { version: 1, file: gateway.key }
        status: { host: 127.0.0.1, port: 0 }
        localFeed: { connection: line }
        """
            .formatted(NOBODY, NOBODY, NOBODY));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
