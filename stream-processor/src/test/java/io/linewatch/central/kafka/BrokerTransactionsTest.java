package io.linewatch.central.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.central.fixture.TestKafka;
import io.linewatch.domain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real broker says of transactions, and what it does when one is aborted in a partition. */
class BrokerTransactionsTest {
  private static final String ALERTS = Topics.ALERTS.name();

  @TempDir Path folder;

  @Test
  void anOpenTransactionIsSeenKnownToItsCoordinatorAndReadersPassItOnceItIsAborted()
      throws Exception {
    try (TestKafka kafka = TestKafka.start(folder)) {
      kafka.createTopics(1);
      try (Admin admin = Admin.create(kafka.client());
          KafkaProducer<String, byte[]> stuck = transactional(kafka, "linewatch-stuck");
          KafkaProducer<String, byte[]> well = transactional(kafka, "linewatch-well")) {
        BrokerTransactions transactions = new BrokerTransactions(admin);
        assertThat(transactions.open()).isEmpty();

        stuck.beginTransaction();
        stuck.send(record("never committed")).get();
        well.beginTransaction();
        well.send(record("committed")).get();
        well.commitTransaction();

        // A commit is answered before its marker stands in the partition.
        await().until(() -> transactions.open().size() == 1);
        Set<OpenTransaction> open = transactions.open();
        OpenTransaction held = open.iterator().next();
        assertThat(held.partition().topic()).isEqualTo(ALERTS);
        assertThat(held.startOffset()).isZero();
        assertThat(transactions.known(open)).containsExactly(held);

        transactions.abort(held);
        assertThat(transactions.open()).isEmpty();
        assertThat(kafka.read(ALERTS, 1).getFirst().value())
            .isEqualTo("committed".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void aTransactionOfWhichKafkaTellsNothingIsForgottenOnlyWhereItTellsOfOurs() throws Exception {
    try (TestKafka kafka = TestKafka.start(folder)) {
      kafka.createTopics(1);
      OpenTransaction untold =
          new OpenTransaction(new TopicPartition(ALERTS, 0), 4_711, (short) 0, 0, 0);
      try (Admin admin = Admin.create(kafka.client())) {
        BrokerTransactions transactions = new BrokerTransactions(admin);
        assertThat(transactions.known(Set.of(untold)))
            .as("a list without any of ours may be one we are not shown")
            .containsExactly(untold);

        try (KafkaProducer<String, byte[]> ours = transactional(kafka, "linewatch-ours")) {
          ours.beginTransaction();
          ours.send(record("ours")).get();
          ours.commitTransaction();
          await().untilAsserted(() -> assertThat(transactions.known(Set.of(untold))).isEmpty());
        }
      }
    }
  }

  private static ProducerRecord<String, byte[]> record(String text) {
    return new ProducerRecord<>(ALERTS, "line", text.getBytes(StandardCharsets.UTF_8));
  }

  private static KafkaProducer<String, byte[]> transactional(TestKafka kafka, String id) {
    Map<String, Object> properties = new HashMap<>(kafka.client());
    properties.put("transactional.id", id);
    KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }
}
