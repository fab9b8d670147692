package io.linewatch.central.feed;

import io.linewatch.central.feed.FeedItem.AlertItem;
import io.linewatch.central.history.HistoryReader;
import io.linewatch.central.history.HistoryUnavailable;
import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.central.kafka.Refusal;
import io.linewatch.central.kafka.Refusal.Reason;
import io.linewatch.central.kafka.SignedRecords;
import io.linewatch.central.kafka.SignedRecords.Opened;
import io.linewatch.central.metrics.CentralCounters;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The three topics the console follows: alerts, replies, gateway status. */
public final class FeedTails implements AutoCloseable {
  /** Gateways report at least every minute, so this reaches the last report of all that live. */
  private static final Duration STATUS_BACK = Duration.ofMinutes(5);

  private final FeedLog feed;
  private final GatewayBoard gateways;
  private final HistoryReader history;
  private final SignedRecords signed;
  private final InstantSource clock;
  private final CentralCounters counters;
  private final FeedRefusals refusals;
  private final List<TopicTail> tails;

  public FeedTails(
      Map<String, Object> clientProperties,
      FeedLog feed,
      GatewayBoard gateways,
      KafkaCommands commands,
      HistoryReader history,
      GatewayKeys keys,
      InstantSource clock,
      CentralCounters counters) {
    this.feed = feed;
    this.gateways = gateways;
    this.history = history;
    this.signed = new SignedRecords(keys);
    this.clock = clock;
    this.counters = counters;
    this.refusals = new FeedRefusals(counters);
    Supplier<Consumer<String, byte[]>> consumers = () -> consumer(clientProperties);
    this.tails =
        List.of(
            new TopicTail(
                "feed-alerts",
                Topics.ALERTS.name(),
                consumers,
                this::alertStart,
                this::onAlert,
                refusals),
            new TopicTail(
                "feed-replies",
                Topics.REPLIES.name(),
                consumers,
                FeedTails::end,
                commands::onReply,
                refusals),
            new TopicTail(
                "feed-status",
                Topics.STATUS.name(),
                consumers,
                this::statusStart,
                this::onStatus,
                refusals));
  }

  public void start() {
    tails.forEach(TopicTail::start);
  }

  public boolean isHealthy() {
    return tails.stream().allMatch(TopicTail::isHealthy);
  }

  public String message() {
    return (isHealthy() ? "the live feed follows Kafka" : "the live feed waits for Kafka")
        + refusals.inWords();
  }

  /** Where history stands, so that ring and PostgreSQL meet; the whole topic on a first start. */
  private Map<TopicPartition, Long> alertStart(
      Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    Map<Integer, Long> stored;
    try {
      stored = history.openAlerts().nextOffsets();
      history.gatewayStatuses().forEach(gateways::remember);
    } catch (HistoryUnavailable e) {
      throw new IllegalStateException("the feed starts where history stands: " + e.getMessage(), e);
    }
    Map<TopicPartition, Long> positions = new HashMap<>();
    consumer
        .beginningOffsets(partitions)
        .forEach((partition, beginning) -> {
          long wanted = stored.getOrDefault(partition.partition(), 0L);
          long offset = Math.max(beginning, wanted);
          feed.startAt(partition.partition(), offset, offset <= beginning);
          positions.put(partition, offset);
        });
    return positions;
  }

  private static Map<TopicPartition, Long> end(
      Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    return new HashMap<>(consumer.endOffsets(partitions));
  }

  private Map<TopicPartition, Long> statusStart(
      Consumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    long since = clock.instant().minus(STATUS_BACK).toEpochMilli();
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since));
    Map<TopicPartition, Long> positions = end(consumer, partitions);
    consumer
        .offsetsForTimes(times)
        .forEach((partition, found) -> {
          if (found != null) {
            positions.put(partition, found.offset());
          }
        });
    return positions;
  }

  private void onAlert(ConsumerRecord<String, byte[]> record) {
    feed.append(
        new AlertItem(
            record.partition(), record.offset(), Topics.ALERTS.codec().decode(record.value())));
    counters.accepted("feed", Topics.ALERTS.name());
  }

  private void onStatus(ConsumerRecord<String, byte[]> record) {
    byte[] key = record.key() == null ? null : record.key().getBytes(StandardCharsets.UTF_8);
    switch (signed.open(Topics.STATUS, key, record.value(), record.headers())) {
      case Opened.Genuine<GatewayStatus> genuine -> {
        if (genuine.value().gateway().equals(genuine.signed().gateway())) {
          gateways.report(genuine.value());
        } else {
          refusals.refuse(
              record,
              new Refusal(
                  Reason.WRONG_GATEWAY,
                  "gateway '%s' reports as '%s'"
                      .formatted(genuine.signed().gateway(), genuine.value().gateway())));
        }
      }
      case Opened.Refused<GatewayStatus> refused -> refusals.refuse(record, refused.refusal());
    }
  }

  private static Consumer<String, byte[]> consumer(Map<String, Object> clientProperties) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    tails.forEach(TopicTail::stop);
    tails.forEach(TopicTail::close);
  }
}
