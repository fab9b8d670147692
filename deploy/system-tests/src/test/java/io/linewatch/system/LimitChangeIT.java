package io.linewatch.system;

import static io.linewatch.system.RunningSystem.MOTOR;
import static io.linewatch.system.RunningSystem.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.standalone.server.LimitEditor;
import org.junit.jupiter.api.Test;

/** A limit changed in the console is the gateway's own: it outlives Kafka and the agent's death. */
class LimitChangeIT {
  private static final String CHANNEL = "winding_temperature";
  private static final String DETECTOR = MOTOR + "/limit:" + CHANNEL;
  private static final double OLD = 120;
  private static final double BETWEEN = 100;
  private static final double NEW = 80;

  @Test
  void aChangedLimitReachesTheAgentSurvivesItsDeathWithoutKafkaAndIsConfirmed() throws Exception {
    RunningSystem plant = RunningSystem.get();
    LimitEditor editor = new LimitEditor(plant.console());
    editor.awaitApplied(PATIENCE);
    assertThat(limit(editor)).isEqualTo(OLD);
    long before = plant.gatewayStatus().path("appliedRevision").asLong();

    editor.change(MOTOR, CHANNEL, NEW);
    JsonNode gateways = editor.awaitApplied(PATIENCE);
    assertThat(gateways).hasSize(1);
    long revision = gateways.path(0).path("desiredRevision").asLong();
    assertThat(revision).isGreaterThan(before);

    plant.local().kafka().stop();
    plant.local().agent().kill();
    plant.sensors().forget();
    plant.local().agent().start();
    plant.sensors().reading(MOTOR, CHANNEL, BETWEEN);
    await("the local feed warns by the new limit")
        .atMost(PATIENCE)
        .until(() -> plant.sensors().stated("condition", MOTOR, CHANNEL));
    await("the panel shows the condition")
        .atMost(PATIENCE)
        .until(() -> plant.sensors().shows("/limit:" + CHANNEL));

    plant.local().kafka().start();
    JsonNode alert = plant.awaitActive(DETECTOR);
    assertThat(alert.path("value").asDouble()).isEqualTo(BETWEEN);
    assertThat(alert.path("limit").path("value").asDouble()).isEqualTo(NEW);
    await("the restarted agent confirms the revision")
        .atMost(PATIENCE)
        .until(() -> plant.gatewayStatus().path("appliedRevision").asLong() == revision);
    assertThat(limit(editor)).isEqualTo(NEW);
  }

  private static double limit(LimitEditor editor) throws Exception {
    return editor.limits(DETECTOR).path("policy").path("limits").path(0).path("value").asDouble();
  }
}
