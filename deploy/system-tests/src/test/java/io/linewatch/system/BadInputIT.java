package io.linewatch.system;

import static io.linewatch.system.RunningSystem.PATIENCE;
import static io.linewatch.system.RunningSystem.PUMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.edge.signal.RejectionReason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a line may send by mistake: refused, counted, shown; the lane goes on. */
class BadInputIT {
  /** One mistake over MQTT, and what it must be refused for. */
  private record Mistake(RejectionReason reason, String topic, byte[] payload) {
    Mistake(RejectionReason reason, String topic, String payload) {
      this(reason, topic, payload.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void everyBadMessageIsRefusedWithItsReasonAndTheLaneGoesOn() throws Exception {
    RunningSystem plant = RunningSystem.get();
    StatusPageReader page = new StatusPageReader(plant.addresses().edgeUrl());
    Map<String, Long> expected = new TreeMap<>(page.rejections());
    List<Mistake> mistakes = mistakes();
    for (Mistake mistake : mistakes) {
      plant.sensors().send(mistake.topic(), mistake.payload());
      expected.merge(mistake.reason().tag(), 1L, Long::sum);
    }

    await("every mistake is counted by its reason")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(page.rejections()).isEqualTo(expected));
    String html = page.html();
    for (Mistake mistake : mistakes) {
      assertThat(html).containsPattern(row(mistake));
    }

    String detector = PUMP + "/limit:suction_pressure";
    plant.sensors().reading(PUMP, "suction_pressure", 0.4);
    plant.awaitActive(detector);
    plant.sensors().reading(PUMP, "suction_pressure", 1.5);
    await("and clears it")
        .atMost(PATIENCE)
        .until(() -> !RunningSystem.isActive(plant.openAlert(detector)));
  }

  /** A row of the status page with this topic and this reason. */
  private static String row(Mistake mistake) {
    return "<td>" + mistake.topic() + "</td><td>" + mistake.reason().tag() + ": [^<]+</td>";
  }

  private static List<Mistake> mistakes() {
    String value = Sensors.topic(PUMP, "vibration");
    String other = Sensors.topic(PUMP, "bearing_temperature");
    List<Mistake> mistakes = new ArrayList<>();
    mistakes.add(new Mistake(RejectionReason.MALFORMED_JSON, value, "{\"value\": 3,"));
    mistakes.add(new Mistake(RejectionReason.MALFORMED_JSON, other, "3,5 °C"));
    mistakes.add(new Mistake(RejectionReason.WRONG_TYPE, value, "{\"value\":\"warm\"}"));
    mistakes.add(new Mistake(RejectionReason.WRONG_TYPE, other, "{\"value\":{\"v\":3}}"));
    mistakes.add(new Mistake(RejectionReason.NOT_FINITE, value, "{\"value\":NaN}"));
    mistakes.add(new Mistake(RejectionReason.NOT_FINITE, other, "{\"value\":-Infinity}"));
    mistakes.add(new Mistake(RejectionReason.MISSING_VALUE, value, "{\"reading\":3}"));
    mistakes.add(
        new Mistake(
            RejectionReason.UNKNOWN_CHANNEL, Sensors.topic(PUMP, "colour"), "{\"value\":3}"));
    mistakes.add(
        new Mistake(
            RejectionReason.UNKNOWN_CHANNEL,
            Sensors.topic(RunningSystem.LINE + "/nobody-1", "vibration"),
            "{\"value\":3}"));
    mistakes.add(
        new Mistake(
            RejectionReason.ABSURD_TIME, value, "{\"time\":\"1970-01-01T00:00:00Z\",\"value\":3}"));
    mistakes.add(
        new Mistake(
            RejectionReason.ABSURD_TIME, other, "{\"time\":\"2999-01-01T00:00:00Z\",\"value\":3}"));
    mistakes.add(
        new Mistake(RejectionReason.MALFORMED_TIME, value, "{\"time\":\"yesterday\",\"value\":3}"));
    mistakes.add(new Mistake(RejectionReason.EMPTY_PAYLOAD, value, new byte[0]));
    mistakes.add(new Mistake(RejectionReason.OVERSIZE, value, new byte[10_000_000]));
    mistakes.add(
        new Mistake(
            RejectionReason.WRONG_ENCODING,
            value,
            "{\"value\":3}".getBytes(StandardCharsets.UTF_16LE)));
    mistakes.add(
        new Mistake(
            RejectionReason.WRONG_ENCODING,
            other,
            "{\"value\":3,\"unit\":\"摄氏度\"}".getBytes(Charset.forName("GB18030"))));
    return mistakes;
  }
}
