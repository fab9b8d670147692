package io.linewatch.edge.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KafkaDesiredSourceTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.DESIRED.name(), 0);

  private final AtomicInteger made = new AtomicInteger();
  private @Nullable KafkaException trouble;

  /** Kafka with one record for this gateway, which can be away. */
  private final class Kafka extends MockConsumer<String, byte[]> {
    Kafka() {
      super("earliest");
      made.incrementAndGet();
      updatePartitions(
          PARTITION.topic(), List.of(new PartitionInfo(PARTITION.topic(), 0, null, null, null)));
      updateBeginningOffsets(Map.of(PARTITION, 0L));
      updateEndOffsets(Map.of(PARTITION, 1L));
      schedulePollTask(
          () -> addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, 0, "gw-1", new byte[] {7})));
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic) {
      if (trouble != null) {
        throw trouble;
      }
      return super.partitionsFor(topic);
    }
  }

  @Test
  void aConsumerThatWaitedInVainIsAskedAgainAndReadsWhenKafkaReturns() throws Exception {
    KafkaDesiredSource source = new KafkaDesiredSource("gw-1", Kafka::new);
    trouble = new TimeoutException("no broker");

    assertThat(source.poll(Duration.ZERO)).isEmpty();
    assertThat(source.problem()).contains("no broker");
    assertThat(source.poll(Duration.ZERO)).isEmpty();
    trouble = null;

    assertThat(source.poll(Duration.ZERO)).hasSize(1);
    assertThat(source.problem()).isEmpty();
    assertThat(made).hasValue(1);
    source.close();
  }

  @Test
  void afterAnyOtherTroubleAnotherConsumerReads() throws Exception {
    KafkaDesiredSource source = new KafkaDesiredSource("gw-1", Kafka::new);
    trouble = new KafkaException("broken");

    assertThat(source.poll(Duration.ZERO)).isEmpty();
    trouble = null;

    assertThat(source.poll(Duration.ZERO)).hasSize(1);
    assertThat(made).hasValue(2);
    source.close();
  }
}
