package io.linewatch.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.edge.config.ApiKey;
import io.linewatch.edge.config.StationConfig.RecipeSource;
import io.linewatch.edge.inspection.StationDesk;
import io.linewatch.edge.inspection.StationState;
import io.linewatch.edge.status.StationRoutes;
import io.linewatch.edge.status.StatusServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command against the interface of an agent. */
@Timeout(60)
class RecipeCommandTest {
  @TempDir Path folder;
  private final List<String> ordered = new CopyOnWriteArrayList<>();
  private final PrintStream before = System.out;
  private final PrintStream errorsBefore = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private StatusServer server;
  private int port;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(folder.resolve("gateway.key"), "ab".repeat(32) + "\n");
    Path key = Files.writeString(folder.resolve("api.key"), "k".repeat(40) + "\n");
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    StationDesk desk =
        new StationDesk(
            () ->
                List.of(
                    new StationState(
                        "cap",
                        AssetPath.of("s/a/l1/capper"),
                        RecipeSource.API,
                        List.of("blue", "red"),
                        "blue",
                        null,
                        Map.of())),
            (station, product) -> ordered.add(station + "=" + product));
    server =
        new StatusServer(
            "127.0.0.1",
            0,
            () -> {
              throw new IllegalStateException("not asked for here");
            },
            metrics,
            new StationRoutes("gw-1", desk, ApiKey.read(key), metrics, () -> Instant.EPOCH));
    server.start();
    port = server.port();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setOut(before);
    System.setErr(errorsBefore);
    server.close();
  }

  private int run(String... words) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("edge.yaml"),
            """
            gateway: gw-1
            stateDir: state
            mqtt:
              connections:
                - { id: line, url: "mqtt://127.0.0.1:1883", sources: ["*"] }
                - { id: cameras, url: "mqtt://127.0.0.1:1883", sources: ["*"] }
            kafka: { bootstrap: "127.0.0.1:9092" }
            modelStore: { url: "http://127.0.0.1:5000" }
            key: { version: 1, file: gateway.key }
            status: { port: %d }
            inspection:
              connection: cameras
              apiKeyFile: api.key
              stations:
                - id: cap
                  asset: s/a/l1/capper
                  topic: camera/cap
                  deadline: 300ms
                  recipeFrom: API
                  recipes: [ { id: blue, model: caps, digest: "sha256:%s" } ]
            """
                .formatted(port, "ab".repeat(32)));
    String[] all = new String[words.length + 3];
    all[0] = "recipe";
    all[1] = "--config";
    all[2] = config.toString();
    System.arraycopy(words, 0, all, 3, words.length);
    return LinewatchEdge.execute(all);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aStationIsSetUpAndShown() throws Exception {
    assertThat(run("cap", "red")).as(said()).isZero();
    assertThat(run("cap")).isZero();

    assertThat(ordered).containsExactly("cap=red");
    assertThat(said()).contains("cap is set up for red", "\"product\":\"blue\"");
  }

  @Test
  void whatTheAgentRefusesIsSaidAndFails() throws Exception {
    assertThat(run("cap", "green")).isEqualTo(1);

    assertThat(ordered).isEmpty();
    assertThat(said()).contains("no recipe");
  }

  @Test
  void anAgentThatDoesNotRunIsNamedAsTheReason() throws Exception {
    server.close();

    assertThat(run("cap", "red")).isEqualTo(1);

    assertThat(said()).contains("is it running");
  }
}
