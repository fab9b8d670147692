package io.linewatch.bench.central;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts a backlog on topics, confirmed by the broker, with an agent's producer settings. */
final class TopicFiller implements AutoCloseable {
  private final Map<String, Object> client;
  private final KafkaProducer<byte[], byte[]> producer;

  TopicFiller(String bootstrap) {
    client = Map.of("bootstrap.servers", bootstrap);
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 << 20);
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends as many of the records as asked; returns when all are confirmed. */
  void fill(int count, Supplier<ProducerRecord<byte[], byte[]>> records) {
    AtomicReference<Exception> failed = new AtomicReference<>();
    for (int i = 0; i < count; i++) {
      var _ =
          producer.send(
              records.get(),
              (_, failure) -> {
                if (failure != null) {
                  failed.compareAndSet(null, failure);
                }
              });
    }
    producer.flush();
    Exception failure = failed.get();
    if (failure != null) {
      throw new IllegalStateException("the backlog was not taken", failure);
    }
  }

  void createTopic(String name, int partitions) throws Exception {
    try (Admin admin = Admin.create(client)) {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    }
  }

  /** Sum of the end offsets of a topic's partitions. */
  long end(String topic) throws Exception {
    try (Admin admin = Admin.create(client)) {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      for (TopicDescription description :
          admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
        description
            .partitions()
            .forEach(partition ->
                ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
      }
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
          .sum();
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
