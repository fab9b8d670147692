package io.linewatch.edge.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.edge.intake.Mosquitto;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ListenCommandTest {
  @TempDir Path folder;

  @Test
  void whatABrokerCarriesIsListedWithRowsToBeginWith() throws Exception {
    Mosquitto.assumeInstalled();
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (Mosquitto broker = new Mosquitto(folder, "allow_anonymous true")) {
      MqttClient plc =
          new MqttClient("tcp://127.0.0.1:" + broker.port, "plc", new MemoryPersistence());
      plc.connect();
      // Retained, so that it does not matter who comes first.
      plc.publish("plc/press", "{\"force\":1.5,\"ts\":1772352000123}".getBytes(UTF_8), 1, true);
      plc.disconnect();
      plc.close();
      System.setOut(new PrintStream(said, true, UTF_8));
      int exit =
          LinewatchEdge.execute(
              "listen", "--url", "mqtt://127.0.0.1:" + broker.port, "--seconds", "3", "--rows");
      assertThat(exit).isZero();
    } finally {
      System.setOut(before);
    }
    assertThat(said.toString(UTF_8))
        .contains(
            "plc/press", "flat JSON", "NOT MAPPED", "force", "preset: flat-json", "time: /ts");
  }
}
