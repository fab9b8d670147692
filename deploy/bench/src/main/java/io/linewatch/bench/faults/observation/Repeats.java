package io.linewatch.bench.faults.observation;

import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.RecordSignature;
import io.linewatch.domain.wire.RecordSignature.Signed;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Which records of the findings topic are genuine news, by the rule of docs/architecture.md and
 * with code of its own: signed by its gateway, and above the highest sequence of that gateway and
 * epoch in its partition. One thread; any thread may ask how many.
 */
public final class Repeats {
  private final GatewayKey key;
  private final Map<String, Long> highest = new HashMap<>();
  private final AtomicLong dropped = new AtomicLong();

  public Repeats(GatewayKey key) {
    this.key = key;
  }

  /** How many were repeats. */
  public long dropped() {
    return dropped.get();
  }

  boolean isNews(ConsumerRecord<byte[], byte[]> record) {
    Signed signed =
        Signed.ofHeaders(
            header(record, RecordSignature.GATEWAY_HEADER),
            header(record, RecordSignature.EPOCH_HEADER),
            header(record, RecordSignature.SEQUENCE_HEADER),
            header(record, RecordSignature.KEY_VERSION_HEADER),
            header(record, RecordSignature.MAC_HEADER));
    String recordKey = new String(record.key(), StandardCharsets.UTF_8);
    if (!RecordSignature.verify(key, signed, record.topic(), recordKey, record.value())) {
      return false;
    }
    String counter = record.partition() + "~" + signed.gateway() + "~" + signed.epoch();
    if (signed.sequence() <= highest.getOrDefault(counter, -1L)) {
      dropped.incrementAndGet();
      return false;
    }
    highest.put(counter, signed.sequence());
    return true;
  }

  private static byte[] header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? new byte[0] : header.value();
  }
}
