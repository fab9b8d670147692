package io.linewatch.system.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linewatch.central.feed.FeedLog;
import io.linewatch.central.history.FeedSnapshot;
import io.linewatch.central.history.HistoryTables;
import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.wire.Topics;
import io.linewatch.system.simulation.SimulatedKafka.Stored;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** The writer's place in the alerts, and what it has written; it may be thrown back. */
final class SimulatedHistory {
  private final SimulatedKafka kafka;
  private final HistoryTables tables;
  private final Map<Integer, Integer> next = new HashMap<>();

  /** The furthest it ever was: rows do not go away when the place does. */
  private final Map<Integer, Integer> furthest = new HashMap<>();

  private int desiredRead;

  SimulatedHistory(SimulatedKafka kafka, InstantSource clock) {
    this.kafka = kafka;
    this.tables = new HistoryTables(GatewayKeys.derivedFrom(SimulatedProducer.siteSecret()), clock);
  }

  /** Writes a batch; dies before it moved its place, or falls back further, as the seed has it. */
  String follow(Random random, int atMost) {
    int partition = random.nextInt(SimulatedKafka.PARTITIONS);
    int from = next.getOrDefault(partition, 0);
    int written = write(partition, from, atMost);
    int to = from + written;
    furthest.merge(partition, to, Math::max);
    if (random.nextInt(8) == 0) {
      int back = random.nextInt(to + 1);
      next.put(partition, back);
      return "p%d: %d rows, then thrown back to %d".formatted(partition, written, back);
    }
    next.put(partition, to);
    return "p%d: %d rows".formatted(partition, written);
  }

  void catchUp() {
    for (int partition = 0; partition < SimulatedKafka.PARTITIONS; partition++) {
      int from = next.getOrDefault(partition, 0);
      int to = from + write(partition, from, Integer.MAX_VALUE);
      next.put(partition, to);
      furthest.merge(partition, to, Math::max);
    }
  }

  private int write(int partition, int from, int atMost) {
    for (; desiredRead < kafka.desired().size(); desiredRead++) {
      tables.desired(record(Topics.DESIRED.name(), 0, desiredRead));
    }
    List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
    int size = kafka.log(Topics.ALERTS.name(), partition).size();
    for (int offset = from; offset < size && batch.size() < atMost; offset++) {
      batch.add(record(Topics.ALERTS.name(), partition, offset));
    }
    tables.write(batch);
    return batch.size();
  }

  private ConsumerRecord<byte[], byte[]> record(String topic, int partition, int offset) {
    Stored stored = kafka.log(topic, partition).get(offset);
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        stored.time().toEpochMilli(),
        TimestampType.CREATE_TIME,
        stored.key().length(),
        stored.value().length,
        stored.key().getBytes(UTF_8),
        stored.value(),
        new RecordHeaders(),
        Optional.empty());
  }

  /** What a page asks of history. */
  FeedSnapshot snapshot() {
    Map<Integer, Long> offsets = new HashMap<>();
    furthest.forEach((partition, offset) -> offsets.put(partition, (long) offset));
    List<Alert> open =
        tables.alerts().stream().map(AlertEvent::alert).filter(FeedLog::isShown).toList();
    return new FeedSnapshot(open, offsets);
  }

  /** Why history is not what the log says up to where it has been; empty when it is. */
  String difference() {
    Map<String, AlertEvent> last = new HashMap<>();
    Set<AlertEvent> all = new HashSet<>();
    furthest.forEach((partition, end) -> {
      for (AlertEvent event : kafka.alerts(partition).subList(0, end)) {
        last.put(event.alert().id(), event);
        all.add(event);
      }
    });
    if (!all.equals(new HashSet<>(tables.alertEvents()))) {
      return "history's events are not those of the log";
    }
    return new HashSet<>(last.values()).equals(new HashSet<>(tables.alerts()))
        ? ""
        : "history's alerts are not as the log leaves them";
  }
}
