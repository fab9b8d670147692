package io.linewatch.central.history;

import io.linewatch.central.history.HistoryRows.Row;
import io.linewatch.central.kafka.Refusal;
import java.time.LocalDate;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What one Kafka record is to history. */
sealed interface HistoryItem {
  ConsumerRecord<byte[], byte[]> record();

  /**
   * @param day the day whose partition must be there, or null
   */
  record Stored(ConsumerRecord<byte[], byte[]> record, List<Row> rows, @Nullable LocalDate day)
      implements HistoryItem {
    public Stored {
      rows = List.copyOf(rows);
    }
  }

  /**
   * @param deadLetter false when another consumer of the same record writes it
   */
  record Refused(ConsumerRecord<byte[], byte[]> record, Refusal refusal, boolean deadLetter)
      implements HistoryItem {}
}
