package io.linewatch.bench.latency;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linewatch.edge.intake.MqttOptions;
import io.linewatch.edge.intake.MqttSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The least a reading's way can take: from MQTT into a Kafka topic, confirmed by the broker, and
 * out of it again. Nothing is decided, kept or made exactly once. Writes a line of event time and
 * latency, in microseconds, for each reading that is beyond the limit or returns.
 */
@Command(name = "bare-chain", hidden = true, description = "What latency compares with.")
public final class BareChain implements Callable<Integer> {
  static final String TOPIC = "bench.bare";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long MQTT_TIMEOUT_MS = 30_000;

  @Option(names = "--mqtt", required = true)
  private URI mqtt;

  @Option(names = "--kafka", required = true)
  private String bootstrap;

  @Option(names = "--out", required = true)
  private Path out;

  @Override
  public Integer call() throws Exception {
    Map<String, Object> client =
        Map.of("bootstrap.servers", bootstrap, "acks", "all", "isolation.level", "read_committed");
    try (var lines = Files.newBufferedWriter(out, StandardCharsets.UTF_8);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(
          consumer.partitionsFor(TOPIC).stream()
              .map(info -> new TopicPartition(TOPIC, info.partition()))
              .toList());
      consumer.seekToEnd(consumer.assignment());
      consumer.assignment().forEach(consumer::position);
      subscribe(producer);
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          Instant now = Instant.now();
          JsonNode reading = JSON.readTree(record.value());
          if (reading.path("marked").asBoolean()) {
            Instant sent = Instant.parse(reading.path("time").asText());
            lines.write("%s %d%n".formatted(sent, Duration.between(sent, now).toNanos() / 1000));
            lines.flush();
          }
        }
      }
    }
  }

  private void subscribe(KafkaProducer<byte[], byte[]> producer) throws Exception {
    MqttAsyncClient client =
        new MqttAsyncClient(
            "tcp://" + mqtt.getHost() + ":" + mqtt.getPort(),
            "bench-bare-chain",
            new MemoryPersistence());
    client.setCallback(new Forward(producer));
    client
        .connect(MqttOptions.withoutSession(MqttSettings.plain("bench", "bare", mqtt, 1)))
        .waitForCompletion(MQTT_TIMEOUT_MS);
    client.subscribe("factory/#", 1).waitForCompletion(MQTT_TIMEOUT_MS);
    System.out.println("the bare chain is subscribed");
  }

  /** Paho's thread. */
  private record Forward(KafkaProducer<byte[], byte[]> producer) implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      var _ =
          producer.send(
              new ProducerRecord<>(
                  TOPIC, topic.getBytes(StandardCharsets.UTF_8), message.getPayload()));
    }

    @Override
    public void disconnected(@Nullable MqttDisconnectResponse response) {
      System.out.println("disconnected: " + response);
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
      System.out.println("error: " + exception);
    }

    @Override
    public void deliveryComplete(@Nullable IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String uri) {}

    @Override
    public void authPacketArrived(int code, @Nullable MqttProperties properties) {}
  }
}
