package io.linewatch.central.history;

import io.linewatch.central.history.HistoryItem.Refused;
import io.linewatch.central.history.HistoryItem.Stored;
import io.linewatch.domain.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What one poll brought, verified and decoded, not yet written.
 *
 * @param ends the next offset of every partition that had records
 */
record ReadBatch(List<Stored> stored, List<Refused> refused, Map<TopicPartition, Long> ends) {
  ReadBatch {
    stored = List.copyOf(stored);
    refused = List.copyOf(refused);
    ends = Map.copyOf(ends);
  }

  /** Desired states first: what gateways may say is decided by them. */
  static ReadBatch of(ConsumerRecords<byte[], byte[]> polled, HistoryRecords records) {
    for (ConsumerRecord<byte[], byte[]> document : polled.records(Topics.DESIRED.name())) {
      records.desired(document);
    }
    List<Stored> stored = new ArrayList<>(polled.count());
    List<Refused> refused = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : polled) {
      if (!record.topic().equals(Topics.DESIRED.name())) {
        switch (records.read(record)) {
          case Stored item -> stored.add(item);
          case Refused item -> refused.add(item);
        }
      }
    }
    return new ReadBatch(stored, refused, HistorySource.ends(polled));
  }
}
