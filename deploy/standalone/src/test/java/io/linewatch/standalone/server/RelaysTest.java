package io.linewatch.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.standalone.server.Relays.Link;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RelaysTest {
  @Test
  void eachProgramIsToldItsRelaysAndKafkaSendsItNowhereElse() throws Exception {
    Addresses servers = Addresses.anyFree();
    try (Relays relays = Relays.open(servers, 1)) {
      Wiring wiring = relays.wiring();

      assertThat(wiring.servers()).isEqualTo(servers);
      assertThat(wiring.agent().mqtt()).isEqualTo(relays.relay(Link.AGENT_TO_MQTT).port());
      assertThat(wiring.agent().models()).isEqualTo(relays.relay(Link.AGENT_TO_MODEL_STORE).port());
      assertThat(wiring.agent().edge()).isEqualTo(servers.edge());
      assertThat(wiring.processor().postgres())
          .isEqualTo(relays.relay(Link.PROCESSOR_TO_POSTGRES).port());
      String settings =
          new String(
              new KafkaSettings(
                      Path.of("logs"),
                      servers.kafka(),
                      servers.kafkaController(),
                      wiring.kafkaDoors())
                  .file(),
              StandardCharsets.ISO_8859_1);
      String advertised =
          settings
              .lines()
              .filter(line -> line.startsWith("advertised.listeners="))
              .findFirst()
              .orElseThrow();
      assertThat(advertised)
          .contains("PLAINTEXT\\://127.0.0.1\\:" + servers.kafka())
          .contains("AGENT\\://127.0.0.1\\:" + wiring.agent().kafka())
          .contains("PROCESSOR\\://127.0.0.1\\:" + wiring.processor().kafka());
    }
  }
}
