package io.linewatch.central.kafka;

import io.linewatch.domain.wire.Topic;
import io.linewatch.domain.wire.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the product's topics and checks the ones that are there. Safe to repeat and safe when two
 * do it at once.
 */
public final class KafkaTopics {
  /** Greatest dead letter in bytes; its producers must allow requests of this size. */
  public static final int MAX_DEAD_LETTER_BYTES = 2 * Topics.MAX_VALUE_BYTES;

  /** Room for key, headers and framing. */
  private static final int OVERHEAD_BYTES = 48_576;

  /** Greatest record of a desired state; its producer must allow requests of this size. */
  public static final int MAX_DESIRED_RECORD_BYTES = Topics.MAX_DESIRED_BYTES + OVERHEAD_BYTES;

  private static final int ANSWER_MS = 15_000;
  private static final int LOOK_AGAIN_MS = 20;

  private final Admin admin;
  private final int partitions;
  private final short replication;

  /**
   * @param partitions one count for all topics and for life: findings, commands and alerts must
   *     share it, because keys decide which task an alert lives in
   */
  public KafkaTopics(Admin admin, int partitions, short replication) {
    this.admin = admin;
    this.partitions = partitions;
    this.replication = replication;
  }

  /** {@link #apply(Consumer)} with a connection of its own; a wrong address is a problem too. */
  public static List<String> apply(
      Map<String, Object> clientProperties,
      int partitions,
      short replication,
      Consumer<String> print) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS);
    properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS / 3);
    try (Admin admin = Admin.create(properties)) {
      return new KafkaTopics(admin, partitions, replication).apply(print);
    } catch (KafkaException e) {
      if (e.getCause() instanceof ConfigException wrong) {
        return List.of("kafka: " + wrong.getMessage());
      }
      throw new KafkaUnavailable("Kafka did not answer", e);
    }
  }

  /**
   * Brings the broker to what the product needs; existing topics are never changed.
   *
   * @param print receives one line a topic
   * @return problems, each with what to do next; empty when all is well
   * @throws KafkaUnavailable when the broker does not answer
   */
  public List<String> apply(Consumer<String> print) {
    List<Topic<?>> topics = Topics.all();
    Map<String, TopicDescription> existing = describe(topics);
    List<String> problems = new ArrayList<>();
    List<String> created = new ArrayList<>();
    for (Topic<?> topic : topics) {
      TopicDescription found = existing.get(topic.name());
      if (found == null) {
        print.accept(create(topic));
        created.add(topic.name());
      } else if (found.partitions().size() != partitions) {
        problems.add(otherCount(topic, found.partitions().size()));
        print.accept(topic.name() + "  WRONG  " + found.partitions().size() + " partitions");
      } else {
        print.accept(topic.name() + "  there  " + partitions + " partitions");
      }
    }
    awaitListed(created);
    return List.copyOf(problems);
  }

  /**
   * A broker learns of a topic a moment after it was made: until it lists it, the next look would
   * take it for missing and not check its partitions.
   */
  private void awaitListed(List<String> created) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MS);
    try {
      while (!admin.listTopics().names().get().containsAll(created)) {
        if (System.nanoTime() > deadline) {
          throw new KafkaUnavailable(
              "Kafka made topics and does not list them; look at the broker's log");
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnavailable("interrupted while Kafka made its topics", e);
    } catch (ExecutionException e) {
      throw new KafkaUnavailable("Kafka did not tell its topics: " + e.getCause(), e);
    }
  }

  private String otherCount(Topic<?> topic, int found) {
    return "topic %s has %d partitions and the configuration says %d; the count is fixed for life: set kafka.partitions to %d, or start with new topics"
        .formatted(topic.name(), found, partitions, found);
  }

  private Map<String, TopicDescription> describe(List<Topic<?>> topics) {
    try {
      Set<String> there = admin.listTopics().names().get();
      List<String> ours = topics.stream().map(Topic::name).filter(there::contains).toList();
      return admin.describeTopics(ours).allTopicNames().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnavailable("interrupted while asking Kafka for its topics", e);
    } catch (ExecutionException e) {
      throw new KafkaUnavailable("Kafka did not tell its topics: " + e.getCause(), e);
    }
  }

  private String create(Topic<?> topic) {
    NewTopic wanted =
        new NewTopic(topic.name(), partitions, replication).configs(configuration(topic));
    try {
      admin.createTopics(List.of(wanted)).all().get();
      return topic.name() + "  created  " + partitions + " partitions";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnavailable("interrupted while creating " + topic.name(), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return topic.name() + "  there  created by another program just now";
      }
      throw new KafkaUnavailable("Kafka did not create " + topic.name() + ": " + e.getCause(), e);
    }
  }

  private static Map<String, String> configuration(Topic<?> topic) {
    String timeMs = Long.toString(topic.retention().toMillis());
    boolean compact = topic.cleanup() == Topic.Cleanup.COMPACT;
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        compact ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE,
        compact ? TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG : TopicConfig.RETENTION_MS_CONFIG,
        timeMs,
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Integer.toString(maxRecordBytes(topic)));
  }

  /** A dead letter is a whole record again plus its reason, so its topic takes more. */
  private static int maxRecordBytes(Topic<?> topic) {
    if (topic.equals(Topics.DESIRED)) {
      return MAX_DESIRED_RECORD_BYTES;
    }
    return topic.equals(Topics.DEAD_LETTER)
        ? MAX_DEAD_LETTER_BYTES
        : Topics.MAX_VALUE_BYTES + OVERHEAD_BYTES;
  }
}
