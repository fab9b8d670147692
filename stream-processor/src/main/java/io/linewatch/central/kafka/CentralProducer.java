package io.linewatch.central.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The producer of commands and desired states: fails within seconds, since a person waits. */
public final class CentralProducer {
  private static final int DELIVERY_TIMEOUT_MS = 8000;
  private static final int REQUEST_TIMEOUT_MS = 4000;
  private static final int MAX_BLOCK_MS = 5000;

  private CentralProducer() {}

  /**
   * @param client what every client needs to reach the broker
   */
  public static KafkaProducer<String, byte[]> open(Map<String, Object> client) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, KafkaTopics.MAX_DESIRED_RECORD_BYTES);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }
}
