package io.linewatch.central.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;

/** {@link Transactions} as Kafka's own brokers tell them. One thread. */
final class BrokerTransactions implements Transactions {
  /** Our topics, and those that Kafka Streams makes for "linewatch-" and the site. */
  private static final String OURS = "linewatch";

  private final Admin admin;

  BrokerTransactions(Admin admin) {
    this.admin = admin;
  }

  @Override
  public Set<OpenTransaction> open() {
    Map<TopicPartition, PartitionProducerState> producers =
        answer(admin.describeProducers(partitions()).all());
    Set<OpenTransaction> open = new HashSet<>();
    producers.forEach((partition, state) -> {
      for (ProducerState producer : state.activeProducers()) {
        producer
            .currentTransactionStartOffset()
            .ifPresent(start -> open.add(transaction(partition, producer, start)));
      }
    });
    return open;
  }

  private static OpenTransaction transaction(
      TopicPartition partition, ProducerState producer, long start) {
    return new OpenTransaction(
        partition,
        producer.producerId(),
        (short) producer.producerEpoch(),
        Math.max(0, producer.coordinatorEpoch().orElse(0)),
        start);
  }

  private List<TopicPartition> partitions() {
    Set<String> topics =
        answer(admin.listTopics(new ListTopicsOptions().listInternal(true)).names()).stream()
            .filter(name -> name.startsWith(OURS))
            .collect(Collectors.toSet());
    List<TopicPartition> partitions = new ArrayList<>();
    for (TopicDescription topic : answer(admin.describeTopics(topics).allTopicNames()).values()) {
      topic
          .partitions()
          .forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
    }
    return partitions;
  }

  @Override
  public Set<OpenTransaction> known(Set<OpenTransaction> open) {
    Set<Long> producers =
        open.stream().map(OpenTransaction::producerId).collect(Collectors.toSet());
    Collection<TransactionListing> listed = answer(admin.listTransactions().all());
    if (listed.stream().noneMatch(told -> told.transactionalId().startsWith(OURS))) {
      // Kafka leaves out what we may not see, in silence: what it does not tell may well be alive.
      return open;
    }
    List<String> ids =
        listed.stream()
            .filter(told -> producers.contains(told.producerId()))
            .map(TransactionListing::transactionalId)
            .toList();
    Collection<TransactionDescription> described =
        answer(admin.describeTransactions(ids).all()).values();
    return open.stream()
        .filter(transaction -> described.stream().anyMatch(told -> covers(told, transaction)))
        .collect(Collectors.toSet());
  }

  /** A coordinator forgets a transaction's partitions when it has ended it in all of them. */
  private static boolean covers(TransactionDescription told, OpenTransaction open) {
    return told.producerId() == open.producerId()
        && told.topicPartitions().contains(open.partition());
  }

  @Override
  public void abort(OpenTransaction transaction) {
    answer(
        admin
            .abortTransaction(
                new AbortTransactionSpec(
                    transaction.partition(),
                    transaction.producerId(),
                    transaction.producerEpoch(),
                    transaction.coordinatorEpoch()))
            .all());
  }

  private static <T> T answer(KafkaFuture<T> asked) {
    try {
      return asked.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnavailable("interrupted while asking Kafka for its transactions", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        throw new KafkaUnavailable(
            "Kafka does not let this program look after its transactions ("
                + e.getCause().getMessage()
                + "); allow its user Describe and Read on the topics that begin with linewatch, Describe"
                + " on all transactional ids, and Alter on the cluster",
            e);
      }
      throw new KafkaUnavailable("Kafka did not tell its transactions: " + e.getCause(), e);
    }
  }
}
