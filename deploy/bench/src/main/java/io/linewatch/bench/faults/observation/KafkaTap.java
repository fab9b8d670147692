package io.linewatch.bench.faults.observation;

import io.linewatch.bench.faults.oracle.Transition;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was committed to the findings, alerts and dead-letter topics from now on, through
 * every fault. The thread {@code kafka-tap} owns the consumer; any thread asks.
 */
public final class KafkaTap implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int REMEMBERED_RECORDS = 4_096;

  private final RunClock clock;
  private final Repeats repeats;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;
  private final Sightings findings = new Sightings();
  private final Sightings alerts = new Sightings();
  private final List<Redrawn.Logged> alertLog = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger untrusted = new AtomicInteger();
  private final List<GapFinding> gaps = new CopyOnWriteArrayList<>();
  private final List<GatewayFinding> conditions = new CopyOnWriteArrayList<>();
  private final List<DeadLetter> deadLetters = new CopyOnWriteArrayList<>();
  private final List<ConsumerRecord<byte[], byte[]>> newest = new ArrayList<>();
  private volatile boolean stopping;
  private volatile @Nullable String failure;

  /** A record that the centre refused, and why. */
  public record DeadLetter(String topic, String reason) {}

  public KafkaTap(String bootstrap, RunClock clock, Repeats repeats) {
    this.clock = clock;
    this.repeats = repeats;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500,
                ConsumerConfig.CLIENT_ID_CONFIG,
                "fault-bench"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (var topic : List.of(Topics.FINDINGS, Topics.ALERTS, Topics.DEAD_LETTER)) {
      consumer
          .partitionsFor(topic.name())
          .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    thread = Thread.ofPlatform().name("kafka-tap").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Conditions on the findings topic, repeats of the gateway left out as the centre does. */
  public Sightings findings() {
    return findings;
  }

  public Sightings alerts() {
    return alerts;
  }

  /** What a reader of the live feed need not have been told by an event; see {@link Redrawn}. */
  public Set<Transition> toldByPages(FeedTap feed) {
    synchronized (alertLog) {
      return feed.redraws() == 0 ? Set.of() : feed.toldByPages(List.copyOf(alertLog));
    }
  }

  public List<GapFinding> gaps() {
    return gaps;
  }

  /** Whether a gap record of this stream reaches over a time of the run. */
  public boolean isStated(String stream, long atMicros) {
    return gaps.stream()
        .filter(gap -> gap.stream().equals(stream))
        .anyMatch(
            gap -> clock.micros(gap.from()) <= atMicros && atMicros <= clock.micros(gap.to()));
  }

  /** Conditions whose gateway could not vouch for its clock. */
  public int untrusted() {
    return untrusted.get();
  }

  /** What the gateway said of itself. */
  public List<GatewayFinding> conditions() {
    return conditions;
  }

  public List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  /** Records of the findings topic that came more than once. */
  public long repeats() {
    return repeats.dropped();
  }

  /** The last genuine records of the findings topic, oldest first, at most some thousand. */
  public List<ConsumerRecord<byte[], byte[]>> newest() {
    synchronized (newest) {
      return List.copyOf(newest);
    }
  }

  /** Why it stopped reading; null while it runs. */
  public @Nullable String failure() {
    return failure;
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (consumer) {
      while (!stopping) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record);
        }
      }
    } catch (RuntimeException e) {
      failure = "the bench's own consumer failed: " + e;
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topics.FINDINGS.name())) {
      if (repeats.isNews(record)) {
        remember(record);
        stated(Topics.FINDINGS.codec().decode(record.value()));
      }
    } else if (record.topic().equals(Topics.ALERTS.name())) {
      AlertEvent event = Topics.ALERTS.codec().decode(record.value());
      Transition transition = clock.of(event);
      if (transition != null) {
        alerts.add(transition);
        alertLog.add(
            new Redrawn.Logged(record.partition(), record.offset(), event.alert(), transition));
      }
    } else {
      deadLetters.add(
          new DeadLetter(
              header(record, Topics.DEAD_LETTER_TOPIC), header(record, Topics.DEAD_LETTER_REASON)));
    }
  }

  private void stated(Statement statement) {
    switch (statement) {
      case ConditionFinding finding -> {
        findings.add(clock.of(finding));
        if (!finding.clockTrusted()) {
          untrusted.incrementAndGet();
        }
      }
      case GapFinding gap -> gaps.add(gap);
      case GatewayFinding condition -> conditions.add(condition);
      case ConditionSnapshot _ -> {}
    }
  }

  private void remember(ConsumerRecord<byte[], byte[]> record) {
    synchronized (newest) {
      newest.add(record);
      if (newest.size() > REMEMBERED_RECORDS) {
        newest.removeFirst();
      }
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
