package io.linewatch.bench.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linewatch.bench.publish.Readings;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.bench.system.LoadBroker;
import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.process.StartFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * eKuiper with the plain filter {@code value > 90}, what passes going back to MQTT. It must not
 * drop what its buffers do not hold; handled is what reached the filter.
 */
record EKuiper(String line, ChildProcess process, URI rest, HttpClient http) implements Consumer {
  private static final String RULE = "limit";
  private static final ObjectMapper JSON = new ObjectMapper();

  static EKuiper start(BenchSystem bench, LoadBroker broker, String line, int qos)
      throws IOException, InterruptedException, PeerRecipe.Missing {
    Path peer = PeerRecipe.ready(bench, "ekuiper");
    Path home = home(bench, peer, broker.port(), qos);
    int port = bench.freePort();
    ChildProcess child =
        bench.start(
            new ChildProcess.Command(
                "ekuiper",
                List.of(peer.resolve("kuiperd").toString()),
                Map.of(
                    "KuiperBaseKey", home.toString(),
                    "KUIPER__BASIC__RESTIP", "127.0.0.1",
                    "KUIPER__BASIC__RESTPORT", Integer.toString(port),
                    "KUIPER__BASIC__IP", "127.0.0.1",
                    "KUIPER__BASIC__PORT", Integer.toString(bench.freePort()),
                    "KUIPER__BASIC__PPROF", "false",
                    "KUIPER__SOURCE__HTTPSERVERPORT", Integer.toString(bench.freePort()))));
    Readiness.awaitPort(child, port, Duration.ofSeconds(30));
    EKuiper started =
        new EKuiper(
            line, child, URI.create("http://127.0.0.1:" + port + "/"), HttpClient.newHttpClient());
    started.configure(broker.port());
    Readiness.await(
        child,
        "subscribed",
        Duration.ofSeconds(30),
        () -> started.status().path("source_load_0_connection_status").asInt() == 1);
    return started;
  }

  private static Path home(BenchSystem bench, Path peer, int broker, int qos) throws IOException {
    Path home = bench.folder().resolve("ekuiper");
    Path from = peer.resolve("src").resolve("etc");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = home.resolve("etc").resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    for (String folder :
        List.of(
            "data",
            "log",
            "plugins/sources",
            "plugins/sinks",
            "plugins/functions",
            "plugins/portable")) {
      Files.createDirectories(home.resolve(folder));
    }
    Files.writeString(
        home.resolve("etc").resolve("mqtt_source.yaml"),
        "default:\n  qos: %d\n  server: \"tcp://127.0.0.1:%d\"\n".formatted(qos, broker));
    return home;
  }

  private void configure(int broker) throws IOException, InterruptedException {
    String from = "DATASOURCE=\"factory/" + line + "/#\", FORMAT=\"JSON\", TYPE=\"mqtt\"";
    post("streams", Map.of("sql", "CREATE STREAM load () WITH (" + from + ")"));
    Map<String, Object> sink =
        Map.of("server", "tcp://127.0.0.1:" + broker, "topic", "alerts/" + line, "qos", 1);
    post(
        "rules",
        Map.of(
            "id",
            RULE,
            "sql",
            "SELECT * FROM load WHERE value > " + Readings.LIMIT,
            "actions",
            List.of(Map.of("mqtt", sink)),
            "options",
            Map.of("disableBufferFullDiscard", true)));
  }

  private void post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(rest.resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new StartFailed("eKuiper answered " + answer.statusCode() + ": " + answer.body());
    }
  }

  private JsonNode status() throws IOException, InterruptedException {
    URI address = rest.resolve("rules/" + RULE + "/status");
    return JSON.readTree(
        http.send(
                HttpRequest.newBuilder(address).GET().build(), HttpResponse.BodyHandlers.ofString())
            .body());
  }

  @Override
  public long handled() throws IOException, InterruptedException {
    JsonNode status = status();
    for (Map.Entry<String, JsonNode> entry : status.properties()) {
      if (entry.getKey().matches("op_\\d+_filter_0_records_in_total")) {
        return entry.getValue().asLong();
      }
    }
    throw new IOException("eKuiper's rule has no filter: " + status);
  }
}
