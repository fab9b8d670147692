package io.linewatch.edge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.edge.control.DesiredCache;
import io.linewatch.edge.pipeline.Plant;
import io.linewatch.edge.recording.LocalRequests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordCommandTest {
  @TempDir private Path stateDir;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void listen() throws IOException {
    PrintStream both = new PrintStream(said, true, UTF_8);
    System.setOut(both);
    System.setErr(both);
    new DesiredCache(stateDir).store(Plant.desired(1));
  }

  @AfterEach
  void giveBack() {
    System.setOut(out);
    System.setErr(err);
  }

  private int record(String command, String... more) {
    String[] args = new String[more.length + 4];
    args[0] = "record";
    args[1] = command;
    System.arraycopy(more, 0, args, 2, more.length);
    args[more.length + 2] = "--state";
    args[more.length + 3] = stateDir.toString();
    return LinewatchEdge.execute(args);
  }

  private RecordingRequest asked(String name) throws IOException {
    return Objects.requireNonNull(new LocalRequests(stateDir).all().requests().get(name));
  }

  @Test
  void startAsksForAllChannelsOfAnAssetForATimeInChosenStatesAndStopTakesItBack()
      throws IOException {
    int started =
        record("start", "run-in", "--channels", "pump/*", "--for", "2h", "--states", "RUN,IDLE");

    assertThat(started).isZero();
    RecordingRequest request = asked("run-in");
    assertThat(request.channels())
        .containsExactly(new ChannelId(Plant.PUMP, "speed"), new ChannelId(Plant.PUMP, "temp"));
    assertThat(request.machineStates()).containsExactly("IDLE", "RUN");
    assertThat(Duration.between(request.from(), request.until())).isEqualTo(Duration.ofHours(2));
    assertThat(record("stop", "run-in")).isZero();
    assertThat(new LocalRequests(stateDir).all().requests()).isEmpty();
    assertThat(record("stop", "run-in")).isEqualTo(LinewatchEdge.EXIT_CONFIG);
  }

  @Test
  void picturesOfACameraStationAreAskedForByItsIdInEdgeYaml() throws IOException {
    Path config = stateDir.resolve("edge.yaml");
    Files.writeString(
        config,
        """
        gateway: gw-1
        stateDir: .
        mqtt:
          connections:
            - { id: line, url: "mqtt://127.0.0.1:1883", sources: ["*"] }
            - { id: cams, url: "mqtt://127.0.0.1:1883", sources: ["*"] }
        kafka: { bootstrap: "127.0.0.1:9092", properties: {} }
        modelStore: { url: "http://127.0.0.1:5000" }
        key: { version: 1, file: gateway.key }
        inspection:
          connection: cams
          stations:
            - id: top
              asset: s/a/l1/press
              topic: cams/top
              deadline: 1s
              recipes: [ { id: lid, model: lid, digest: "sha256:%s" } ]
        """
            .formatted("0".repeat(64)));

    assertThat(record("start", "parts", "--stations", "top", "--config", config.toString()))
        .as(said.toString(UTF_8))
        .isZero();
    assertThat(asked("parts").channels()).isEmpty();
    assertThat(asked("parts").wantedStations()).containsExactly(ChannelId.of("s/a/l1/press/top"));
    assertThat(record("start", "q", "--stations", "tip", "--config", config.toString()))
        .isEqualTo(LinewatchEdge.EXIT_CONFIG);
    assertThat(said.toString(UTF_8)).contains("no camera station 'tip'", "did you mean 'top'");
    assertThat(record("start", "q")).isEqualTo(LinewatchEdge.EXIT_CONFIG);
    assertThat(said.toString(UTF_8)).contains("--channels, --stations");
  }

  @Test
  void aNameThatFitsNoChannelOrSeveralIsRefusedWithWhatIsNear() {
    assertThat(record("start", "r", "--channels", "pump/tmp")).isEqualTo(LinewatchEdge.EXIT_CONFIG);
    assertThat(said.toString(UTF_8)).contains("no channel", "pump/tmp");
    assertThat(record("start", "r", "--channels", "temp")).isEqualTo(LinewatchEdge.EXIT_CONFIG);
    assertThat(said.toString(UTF_8)).contains("fits several", "s/a/l1/press/temp");
    assertThat(record("start", "../r", "--channels", "pump/temp"))
        .isEqualTo(LinewatchEdge.EXIT_CONFIG);
    assertThat(said.toString(UTF_8)).contains("name must be");
  }

  @Test
  void whatIsNotThereIsSaidAndNothingIsMade() {
    assertThat(record("show", "nothing")).isEqualTo(1);
    assertThat(record("export", "nothing", "--to", stateDir.resolve("x.zip").toString()))
        .isEqualTo(1);
    assertThat(stateDir.resolve("x.zip")).doesNotExist();
    assertThat(record("list")).isZero();
  }
}
