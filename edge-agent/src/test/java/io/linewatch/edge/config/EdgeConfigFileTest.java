package io.linewatch.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.config.Problem;
import io.linewatch.edge.protection.Marks;
import io.linewatch.edge.signal.Shedding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeConfigFileTest {
  private static final String RIGHT =
      """
      gateway: gw-1
      stateDir: state
      mqtt:
        connections:
          - id: line
            url: mqtt://127.0.0.1:1883
            sources: ["*"]
      kafka: { bootstrap: "127.0.0.1:9092" }
      modelStore: { url: "http://127.0.0.1:5000" }
      key: { version: 1, file: gateway.key }
      """;

  @TempDir Path folder;

  @BeforeEach
  void enrol() throws IOException {
    Files.writeString(folder.resolve("gateway.key"), "ab".repeat(32) + "\n");
  }

  private EdgeConfigFile.Result read(String yaml) throws IOException {
    return EdgeConfigFile.read(Files.writeString(folder.resolve("edge.yaml"), yaml));
  }

  @Test
  void theLeastConfigurationHasDefaults() throws IOException {
    EdgeConfigFile.Result result = read(RIGHT);
    assertThat(result.problems()).isEmpty();
    EdgeConfigFile.Loaded loaded = result.loaded();
    if (loaded == null) {
      throw new AssertionError("not loaded");
    }
    assertThat(loaded.stateDir()).isEqualTo(folder.resolve("state"));
    assertThat(loaded.config().statusOrDefault().portOrDefault()).isEqualTo(8090);
    assertThat(loaded.config().outboxBytes()).isEqualTo(512_000_000);
    assertThat(loaded.config().mqtt().connections().getFirst().qosOrDefault()).isEqualTo(1);
    assertThat(loaded.key().version()).isEqualTo(1);
  }

  @Test
  void whatGivesWayAtQosZeroAndTheMarksOfSelfProtectionAreRead() throws IOException {
    String shed =
        "sources: [\"*\"]\n      qos: 0\n      shed: oldest\n      shedBySource: { press: thin }";
    String marks =
        "protection: { heapPercent: { low: 50, high: 75 }, diskFreeMegabytes: { low: 100, high: 200 },"
            + " hold: 10s }\n";
    EdgeConfigFile.Result result = read(RIGHT.replace("sources: [\"*\"]", shed) + marks);
    assertThat(result.problems()).isEmpty();
    EdgeConfigFile.Loaded loaded = result.loaded();
    if (loaded == null) {
      throw new AssertionError("not loaded");
    }
    MqttConnection connection = loaded.config().mqtt().connections().getFirst();
    assertThat(connection.shedOrDefault()).isEqualTo(Shedding.OLDEST);
    assertThat(connection.shedBySource()).isEqualTo(Map.of("press", Shedding.THIN));
    Marks read = loaded.config().protectionOrDefault().marks();
    assertThat(read.heapPercent()).isEqualTo(new Marks.Pair(75, 50));
    assertThat(read.diskFreeMegabytes()).isEqualTo(new Marks.Pair(100, 200));
    assertThat(read.outboxPercent()).isEqualTo(new Marks.Pair(80, 60));
    assertThat(read.hold()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void sheddingAtQosOneAndMarksThatMakeNoSenseAreRefused() throws IOException {
    assertThat(problems(RIGHT.replace("sources: [\"*\"]", "sources: [\"*\"]\n      shed: thin")))
        .contains("shed needs qos: 0");
    assertThat(problems(RIGHT + "protection: { heapPercent: { low: 80, high: 80 } }\n"))
        .contains("below high");
    assertThat(problems(RIGHT + "protection: { outboxPercent: { low: 80, high: 120 } }\n"))
        .contains("at most 100");
    assertThat(problems(RIGHT + "protection: { hold: 2h }\n")).contains("0s to 1h");
  }

  private String problems(String yaml) throws IOException {
    return read(yaml).problems().toString();
  }

  @Test
  void aSparkplugConnectionHasItsHostIdAndItsReorderTimeout() throws IOException {
    String spb =
        "sources: [\"*\"]\n      sparkplug: { hostId: lw-1, groups: [plant], reorderTimeout: 2s }";
    EdgeConfigFile.Result result = read(RIGHT.replace("sources: [\"*\"]", spb));
    assertThat(result.problems()).isEmpty();
    EdgeConfigFile.Loaded loaded = result.loaded();
    if (loaded == null) {
      throw new AssertionError("not loaded");
    }
    MqttConnection.Sparkplug host = loaded.config().mqtt().connections().getFirst().sparkplug();
    assertThat(host)
        .isEqualTo(new MqttConnection.Sparkplug("lw-1", List.of("plant"), Duration.ofSeconds(2)));
    assertThat(new MqttConnection.Sparkplug("lw-1", null, null).reorderTimeoutOrDefault())
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aSparkplugConnectionWithAQosOrAWildcardInItsNamesIsRefused() throws IOException {
    for (String wrong :
        List.of("qos: 1\n      sparkplug: { hostId: a }", "sparkplug: { hostId: \"a/b\" }")) {
      String spb = "sources: [\"*\"]\n      " + wrong;
      assertThat(read(RIGHT.replace("sources: [\"*\"]", spb)).problems()).hasSize(1);
    }
  }

  @Test
  void aStatusPageBeyondLoopbackIsRefused() throws IOException {
    assertThat(read(RIGHT + "status: { host: 0.0.0.0, port: 8090 }\n").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("loopback"));
    assertThat(read(RIGHT + "status: { host: gateway.plant, port: 8090 }\n").problems()).hasSize(1);
    assertThat(read(RIGHT + "status: { host: \"::1\", port: 8090 }\n").problems()).isEmpty();
  }

  @Test
  void allProblemsAreToldAtOnce() throws IOException {
    String wrong =
        RIGHT.replace("mqtt://127.0.0.1:1883", "http://127.0.0.1:1883")
            + "lanez: 2\noutbox: { maxMegabytes: 1 }\n";
    assertThat(read(wrong).problems())
        .extracting(Problem::toString)
        .anyMatch(text -> text.contains("mqtt://host:port"))
        .anyMatch(text -> text.contains("lanez") && text.contains("lanes"))
        .anyMatch(text -> text.contains("maxMegabytes"));
  }

  @Test
  void aMissingKeyAndAMissingPasswordAreBothTold() throws IOException {
    Files.delete(folder.resolve("gateway.key"));
    String wrong =
        RIGHT.replace(
            "sources: [\"*\"]", "sources: [\"*\"]\n      username: u\n      passwordFile: none");
    assertThat(read(wrong).problems())
        .extracting(Problem::path)
        .containsExactlyInAnyOrder("key.file", "mqtt.connections[0].passwordFile");
  }

  @Test
  void whatTheAgentsPromisesRestOnCannotBeOverridden() throws IOException {
    String wrong = RIGHT.replace("9092\" }", "9092\", properties: { acks: \"1\" } }");
    assertThat(read(wrong).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("acks"));
  }

  @Test
  void aLocalFeedNeedsAConnectionThatIsThere() throws IOException {
    assertThat(read(RIGHT + "localFeed: { connection: other }\n").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("other").contains("line"));
  }
}
