package io.linewatch.central.topology;

import io.linewatch.central.kafka.DeadLetters;
import io.linewatch.central.kafka.Refusal;
import io.linewatch.central.metrics.CentralCounters;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forwards what a step refuses to the dead letter, in the same transaction, and counts it. */
final class DeadLetterBox {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterBox.class);

  private final ProcessorContext<? super byte[], ? super byte[]> context;
  private final CentralCounters counters;

  DeadLetterBox(
      ProcessorContext<? super byte[], ? super byte[]> context, CentralCounters counters) {
    this.context = context;
    this.counters = counters;
  }

  void refuse(
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers original,
      long timestamp,
      Refusal refusal) {
    RecordMetadata from = context.recordMetadata().orElseThrow();
    counters.refused("topology", from.topic(), refusal.reason());
    LOG.warn("{} {} {}: {}", from.topic(), from.partition(), from.offset(), refusal.text());
    Headers headers =
        DeadLetters.headers(original, refusal, from.topic(), from.partition(), from.offset());
    // Kafka's types do not say that keys and values may be null; they may.
    @SuppressWarnings("NullAway")
    Record<byte[], byte[]> letter = new Record<>(key, value, timestamp, headers);
    context.forward(letter, AlertTopology.DEAD_LETTER);
  }
}
