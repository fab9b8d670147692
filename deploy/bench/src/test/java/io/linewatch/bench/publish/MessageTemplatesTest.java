package io.linewatch.bench.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.eclipse.paho.mqttv5.common.packet.MqttConnect;
import org.eclipse.paho.mqttv5.common.packet.MqttDisconnect;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;
import org.junit.jupiter.api.Test;

/** What we write by hand is what an MQTT library reads. */
class MessageTemplatesTest {
  private static final long START = 1_767_225_600_123_456L;

  private static LoadPlan plan(boolean together, int channels, int qos) {
    return new LoadPlan(1883, "l1", 2, channels, together, 10, 0, qos, START, 100_000, 3, 7);
  }

  private static MqttPublish read(byte[] frame) throws Exception {
    MqttWireMessage message = MqttWireMessage.createWireMessage(frame);
    return (MqttPublish) message;
  }

  @Test
  void aSingleReadingIsAPublishOfOneHundredAndNineteenBytesOfJson() throws Exception {
    MessageTemplates templates = new MessageTemplates(plan(false, 3, 0));
    byte[] frame = templates.message(4, new TimeText().of(START), new Readings(7, 0), 0);

    MqttPublish publish = read(frame);
    JsonNode json = new ObjectMapper().readTree(publish.getPayload());

    assertThat(publish.getTopicName()).isEqualTo("factory/l1/asset-00001/ch-001");
    assertThat(publish.getMessage().getQos()).isZero();
    assertThat(publish.getPayload()).hasSize(119);
    assertThat(Instant.parse(json.path("time").asText()))
        .isEqualTo(Instant.parse("2026-01-01T00:00:00.123456Z"));
    assertThat(json.path("value").asDouble()).isEqualTo(new Readings(7, 0).next() / 10_000.0);
  }

  @Test
  void aMessageThatIsSentAgainHasItsNewTimeAndValueAndNothingOfTheOld() throws Exception {
    MessageTemplates templates = new MessageTemplates(plan(false, 3, 0));
    Readings readings = new Readings(7, 2);
    var _ = templates.message(0, new TimeText().of(START), readings, 0);
    byte[] again = templates.message(0, new TimeText().of(START + 100_000), readings, 0);

    String payload = new String(read(again).getPayload(), UTF_8);

    assertThat(payload).contains("\"time\":\"2026-01-01T00:00:00.223456Z\"");
    assertThat(payload).contains("\"value\":95.0000,");
  }

  @Test
  void manyValuesInOneMessageAreAllPatched() throws Exception {
    int channels = 100;
    MessageTemplates templates = new MessageTemplates(plan(true, channels, 1));
    byte[] frame = templates.message(1, new TimeText().of(START), new Readings(5, 0), 0x1234);

    MqttPublish publish = read(frame);
    JsonNode values = new ObjectMapper().readTree(publish.getPayload()).path("values");

    assertThat(publish.getTopicName()).isEqualTo("factory/l1/asset-00001");
    assertThat(publish.getMessage().getQos()).isEqualTo(1);
    assertThat(publish.getMessageId()).isEqualTo(0x1234);
    Readings expected = new Readings(5, 0);
    for (int c = 0; c < channels; c++) {
      assertThat(values.path(LoadPlan.channel(c)).asDouble())
          .as("channel %s", c)
          .isEqualTo(expected.next() / 10_000.0);
    }
  }

  @Test
  void connectAndDisconnectAreReadByALibrary() throws Exception {
    MqttWireMessage connect = MqttWireMessage.createWireMessage(MqttFrames.connect("bench-1"));
    MqttWireMessage disconnect = MqttWireMessage.createWireMessage(MqttFrames.disconnect());

    assertThat(connect).isInstanceOf(MqttConnect.class);
    assertThat(connect.toString()).contains("bench-1").contains("cleanStart=true");
    assertThat(disconnect).isInstanceOf(MqttDisconnect.class);
  }

  @Test
  void aPlanSurvivesTheWayToItsProcess() {
    LoadPlan plan = plan(true, 100, 1);

    assertThat(LoadPlan.ofArguments(plan.toArguments().toArray(String[]::new))).isEqualTo(plan);
  }

  @Test
  void oneReadingInSoManyIsAboveTheLimitAndNoOther() {
    Readings readings = new Readings(11, 1_000);
    int above = 0;
    for (int i = 0; i < 100_000; i++) {
      int value = readings.next();
      above += value > Readings.LIMIT * 10_000 ? 1 : 0;
      assertThat(value).isBetween(300_000, 950_000);
    }
    assertThat(above).isEqualTo(100);
  }
}
