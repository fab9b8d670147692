package io.linewatch.edge.outbox;

import java.time.Instant;

/**
 * One record that waits for the broker.
 *
 * @param sequence the record's {@code lw-sequence}; given once, when the row was committed
 * @param topic name of the Kafka topic
 * @param key the Kafka key, UTF-8 text
 * @param value the encoded record
 * @param created when the row was handed to the outbox
 */
public record OutboxRow(long sequence, String topic, String key, byte[] value, Instant created) {}
