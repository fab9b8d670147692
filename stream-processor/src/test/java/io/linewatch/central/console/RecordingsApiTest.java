package io.linewatch.central.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.console.Browser.Answer;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.desired.GatewayStatus.RecordingStatus;
import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.plant.ChannelId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engineer starts a recording in the console; the gateway's desired state asks for it. */
class RecordingsApiTest {
  private static final String FLOW = "demo/hall-1/press-line/pump-101/flow";

  @TempDir static Path dir;
  private static ConsoleBench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = new ConsoleBench(dir, 0);
    bench.applyDemoPlant(Path.of("../deploy/standalone/src/main/resources/demo/plant.yaml"));
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
  }

  private static Map<String, Object> request(long version, String name, String channel) {
    return Map.of(
        "recording",
        name,
        "channels",
        List.of(channel),
        "machineStates",
        List.of("RUN"),
        "hours",
        2,
        "seenPlantVersion",
        version,
        "reason",
        "for the new model");
  }

  private static long version(Browser browser) throws Exception {
    return browser.get("/api/recordings").json().get("plantVersion").asLong();
  }

  private static List<RecordingRequest> desired() {
    return Objects.requireNonNull(bench.plant.desired().get("gw-1")).state().wantedRecordings();
  }

  @Test
  void startAndStopAreVersionsOfThePlantThatTheGatewayIsTold() throws Exception {
    Browser engineer = Browser.loggedIn(bench, "engineer");
    Answer started =
        engineer.send("POST", "/api/recordings/start", request(version(engineer), "run-in", FLOW));
    assertThat(started.status()).as(started.json().toString()).isEqualTo(200);
    RecordingRequest asked = desired().getFirst();
    assertThat(asked.name()).isEqualTo("run-in");
    assertThat(asked.channels()).containsExactly(ChannelId.of(FLOW));
    assertThat(asked.machineStates()).containsExactly("RUN");
    assertThat(Duration.between(asked.from(), asked.until())).isEqualTo(Duration.ofHours(2));
    assertThat(
            engineer
                .send("POST", "/api/recordings/start", request(version(engineer), "run-in", FLOW))
                .code())
        .isEqualTo("recording-there");

    Answer stopped =
        engineer.send(
            "POST",
            "/api/recordings/stop",
            Map.of(
                "recording", "run-in", "seenPlantVersion", version(engineer), "reason", "enough"));

    assertThat(stopped.status()).isEqualTo(200);
    assertThat(desired()).isEmpty();
  }

  @Test
  void whatCannotBeRecordedIsRefusedWithItsReasonAndNothingChanges() throws Exception {
    Browser engineer = Browser.loggedIn(bench, "engineer");
    long version = version(engineer);
    Answer unknown =
        engineer.send("POST", "/api/recordings/start", request(version, "r", FLOW + "x"));
    assertThat(unknown.code()).isEqualTo("recording-wrong");
    assertThat(unknown.json().get("message").asText()).contains("flowx");
    assertThat(
            engineer.send("POST", "/api/recordings/start", request(version, "../r", FLOW)).code())
        .isEqualTo("recording-wrong");
    assertThat(
            engineer.send("POST", "/api/recordings/start", request(version - 1, "r", FLOW)).code())
        .isEqualTo("plant-changed");
    assertThat(version(engineer)).isEqualTo(version);
  }

  @Test
  void operatorsSeeAndDoNotStart() throws Exception {
    Browser operator = Browser.loggedIn(bench, "operator");
    Answer refused =
        operator.send("POST", "/api/recordings/start", request(version(operator), "r", FLOW));
    assertThat(refused.status()).isEqualTo(403);

    bench.gateways.report(
        new GatewayStatus(
            "gw-1",
            "epoch",
            Instant.now(),
            "1.0",
            1,
            0,
            List.of(),
            List.of(),
            Map.of(),
            List.of(new RecordingStatus("run-in", "RECORDING", 7, 1_000, 0, ""))));
    assertThat(operator.get("/api/recordings").json().get("atGateways").get(0).toString())
        .isEqualTo(
            "{\"gateway\":\"gw-1\",\"status\":{\"name\":\"run-in\",\"state\":\"RECORDING\","
                + "\"rows\":7,\"bytes\":1000,\"lost\":0,\"problem\":\"\"}}");
  }
}
