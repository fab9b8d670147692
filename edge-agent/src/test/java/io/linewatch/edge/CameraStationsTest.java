package io.linewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.inspection.GateAction;
import io.linewatch.domain.inspection.NotInspected;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Criticality;
import io.linewatch.domain.wire.Topic;
import io.linewatch.domain.wire.Topics;
import io.linewatch.edge.config.EdgeConfigFile;
import io.linewatch.edge.inspection.TestPictures;
import io.linewatch.edge.inspection.TestPictures.Scene;
import io.linewatch.edge.inspection.TinyVisualModel;
import io.linewatch.edge.intake.Mosquitto;
import io.linewatch.model.format.OciLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera, an agent with a real graph, real brokers, and a gate. */
@Timeout(120)
class CameraStationsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final AssetPath CAPPER = AssetPath.of("s/a/l1/capper");

  @TempDir Path folder;

  private EdgeConfigFile.Loaded config(int mqtt, String kafka) throws Exception {
    Path models = Files.createDirectories(folder.resolve("state").resolve("models"));
    String digest = OciLayout.open(models).pack(TinyVisualModel.contents("lid"));
    Files.writeString(folder.resolve("gateway.key"), "ab".repeat(32));
    Path file =
        Files.writeString(
            folder.resolve("edge.yaml"),
            """
            gateway: gw
            stateDir: state
            mqtt:
              connections:
                - id: line
                  url: mqtt://127.0.0.1:%1$d
                  sources: ["*"]
                - id: cameras
                  url: mqtt://127.0.0.1:%1$d
                  sources: ["*"]
            kafka: { bootstrap: "%2$s" }
            modelStore: { url: "http://127.0.0.1:1" }
            key: { version: 1, file: gateway.key }
            status: { host: 127.0.0.1, port: 0 }
            inspection:
              connection: cameras
              stations:
                - id: cap
                  asset: %3$s
                  topic: camera/cap
                  deadline: 30s
                  recipes:
                    - { id: lid, model: lid, digest: "%4$s" }
                - id: label
                  asset: %3$s
                  folder: { path: ftp, name: "{part}.png", stable: 0s }
                  deadline: 30s
                  recipes:
                    - { id: lid, model: lid, digest: "%4$s" }
            """
                .formatted(mqtt, kafka, CAPPER, digest));
    EdgeConfigFile.Result result = EdgeConfigFile.read(file);
    assertThat(result.problems()).isEmpty();
    return Objects.requireNonNull(result.loaded());
  }

  private static DesiredState desired() {
    return new DesiredState(
        "gw",
        1,
        Instant.parse("2026-03-01T08:00:00Z"),
        "test",
        "s/a/l1",
        List.of(),
        List.of(new Asset(CAPPER, "capper", "machine", Criticality.HIGH, "gw")),
        List.of(),
        List.of(),
        List.of());
  }

  private static List<Statement> statements(TestKafka kafka) {
    return kafka.read(Topics.FINDINGS.name()).stream()
        .map(record -> Topics.FINDINGS.codec().decode(record.value()))
        .toList();
  }

  private static Stream<ConditionFinding> findings(TestKafka kafka, String detector) {
    return statements(kafka).stream()
        .filter(ConditionFinding.class::isInstance)
        .map(ConditionFinding.class::cast)
        .filter(finding -> finding.detector().toString().endsWith(detector));
  }

  private static byte[] jpeg(Scene scene, long seed) {
    return TestPictures.jpeg(TestPictures.picture(scene, seed));
  }

  @Test
  void aPictureBecomesAVerdictAtTheGateAndAFindingWithItsThumbnailAtTheCentre() throws Exception {
    Mosquitto.assumeInstalled();
    Path kafkaFolder = Files.createDirectory(folder.resolve("kafka"));
    Path mqttFolder = Files.createDirectory(folder.resolve("mqtt"));
    try (TestKafka kafka = new TestKafka(kafkaFolder).start();
        Mosquitto mosquitto = new Mosquitto(mqttFolder, "allow_anonymous true");
        GateClient line = new GateClient(mosquitto.port, "gw")) {
      for (Topic<?> topic : Topics.all()) {
        kafka.createTopic(topic.name(), Map.of());
      }
      kafka.send(Topics.DESIRED.name(), "gw", Topics.DESIRED.codec().encode(desired()));
      EdgeConfigFile.Loaded config = config(mosquitto.port, kafka.address());
      try (EdgeAgent _ = EdgeAgent.start(config, "test", InstantSource.system())) {
        awaitModel(line);
        line.picture("camera/cap", "P-1", jpeg(Scene.GOOD, 1));
        line.picture("camera/cap", "P-2", jpeg(Scene.BAD, 2));
        line.picture("camera/cap", "P-3", new byte[] {1, 2, 3});
        Files.write(folder.resolve("ftp").resolve("P-4.png"), png());
        await().atMost(PATIENCE).until(() -> parts(line).size() == 4);
        await().atMost(PATIENCE).until(() -> findings(kafka, "model:cap").findAny().isPresent());
        await()
            .atMost(PATIENCE)
            .until(() -> Files.exists(folder.resolve("ftp/done").resolve("P-4.png")));
      }
      theVerdictsAreRight(parts(line));
      ConditionFinding finding = findings(kafka, "model:cap").findFirst().orElseThrow();
      PictureEvidence evidence = Objects.requireNonNull(finding.evidence().picture());
      assertThat(evidence.thumbnail()).startsWith("/9j/");
      try (EdgeAgent _ = EdgeAgent.start(config, "test", InstantSource.system())) {
        await().atMost(PATIENCE).until(() -> statements(kafka).stream().anyMatch(this::isActive));
      }
    }
  }

  /**
   * Until the model is loaded parts are not inspected, and the gate is told so; until the agent
   * listens nobody hears of them.
   */
  private static void awaitModel(GateClient line) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(() -> {
          line.picture("camera/cap", "warm-" + System.nanoTime(), jpeg(Scene.GOOD, 100));
          return line.verdicts.stream().anyMatch(v -> v.verdict() == Verdict.OK);
        });
  }

  private static List<PartVerdict> parts(GateClient line) {
    return line.verdicts.stream().filter(v -> v.part().startsWith("P-")).toList();
  }

  private static byte[] png() {
    return TestPictures.png(TestPictures.picture(Scene.BAD, 4));
  }

  private static void theVerdictsAreRight(List<PartVerdict> verdicts) {
    assertThat(verdict(verdicts, "P-1").verdict()).isEqualTo(Verdict.OK);
    assertThat(verdict(verdicts, "P-2").verdict()).isEqualTo(Verdict.NG);
    assertThat(verdict(verdicts, "P-2").gate()).isEqualTo(GateAction.REJECT);
    assertThat(verdict(verdicts, "P-3").reason()).isEqualTo(NotInspected.UNREADABLE_PICTURE);
    assertThat(verdict(verdicts, "P-4").station()).isEqualTo("label");
    assertThat(verdict(verdicts, "P-4").verdict()).isEqualTo(Verdict.NG);
  }

  private static PartVerdict verdict(List<PartVerdict> verdicts, String part) {
    return verdicts.stream().filter(v -> v.part().equals(part)).findFirst().orElseThrow();
  }

  /** A restart remembers what is active, and says so in its first snapshot. */
  private boolean isActive(Statement statement) {
    return statement instanceof ConditionSnapshot snapshot
        && snapshot.active().stream()
            .anyMatch(finding -> finding.detector().toString().endsWith("model:cap"));
  }
}
