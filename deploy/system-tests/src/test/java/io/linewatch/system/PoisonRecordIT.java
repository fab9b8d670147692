package io.linewatch.system;

import static io.linewatch.system.RunningSystem.LINE;
import static io.linewatch.system.RunningSystem.PATIENCE;
import static io.linewatch.system.RunningSystem.PUMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.domain.wire.Topic;
import io.linewatch.domain.wire.Topics;
import io.linewatch.standalone.server.LimitEditor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records that nobody can read, on every topic: set aside with the reason; consumers go on. */
class PoisonRecordIT {
  private static final byte[] POISON =
      "neither JSON nor a block {".getBytes(StandardCharsets.UTF_8);
  private static final String DETECTOR = PUMP + "/limit:bearing_temperature";

  /** Topics whose consumers set aside what they cannot read. */
  private static final Map<Topic<?>, String> SET_ASIDE =
      Map.of(
          Topics.FINDINGS, LINE,
          Topics.SERIES, PUMP,
          Topics.STATUS, "gw-1",
          Topics.COMMANDS, LINE,
          Topics.ALERTS, LINE);

  /**
   * Topics whose readers have no place of their own to put it: a gateway tells it by a finding, a
   * console by its log.
   */
  private static final Map<Topic<?>, String> PASSED_OVER =
      Map.of(Topics.DESIRED, "gw-of-nobody", Topics.REPLIES, "no-command");

  @Test
  void poisonOnEveryTopicIsSetAsideWithItsReasonAndTheConsumersGoOn() throws Exception {
    assertThat(SET_ASIDE.size() + PASSED_OVER.size() + 1).isEqualTo(Topics.all().size());
    RunningSystem plant = RunningSystem.get();
    try (KafkaProbe kafka = new KafkaProbe(plant.addresses().kafkaBootstrap())) {
      for (Map.Entry<Topic<?>, String> poison : SET_ASIDE.entrySet()) {
        kafka.send(poison.getKey().name(), poison.getValue(), POISON);
      }
      for (Map.Entry<Topic<?>, String> poison : PASSED_OVER.entrySet()) {
        kafka.send(poison.getKey().name(), poison.getValue(), POISON);
      }
      List<String> names = SET_ASIDE.keySet().stream().map(Topic::name).toList();
      Map<String, KafkaProbe.DeadLetter> letters = kafka.awaitDeadLetters(names, PATIENCE);
      letters.forEach((topic, letter) -> {
        assertThat(letter.value()).as(topic).isEqualTo(POISON);
        assertThat(letter.reason()).as(topic).matches("[A-Z_]+: .+");
      });
    }
    allConsumersGoOn(plant);
  }

  /** Findings, alerts, commands and replies, history and status, all once more. */
  private static void allConsumersGoOn(RunningSystem plant) throws Exception {
    plant.sensors().reading(PUMP, "bearing_temperature", 90);
    JsonNode alert = plant.awaitActive(DETECTOR);
    plant.acknowledge(alert, "");
    String id = alert.path("id").asText();
    await("history still follows")
        .atMost(PATIENCE)
        .until(() ->
            plant
                .console()
                .get("/api/alerts/detail?id=" + id)
                .path("events")
                .findValuesAsText("transition")
                .contains("ACKNOWLEDGED"));
    long applied = plant.gatewayStatus().path("appliedRevision").asLong();
    new LimitEditor(plant.console()).change(PUMP, "bearing_temperature", 76);
    await("desired states and status still arrive")
        .atMost(PATIENCE)
        .until(() -> plant.gatewayStatus().path("appliedRevision").asLong() > applied);
    plant.sensors().reading(PUMP, "bearing_temperature", 50);
    await("the alert clears").atMost(PATIENCE).until(() -> plant.openAlert(DETECTOR) == null);
  }
}
