package io.linewatch.central.kafka;

import io.linewatch.domain.wire.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The form of a dead letter: the record's own key and bytes, and why and whence in headers. */
public final class DeadLetters {
  private static final int MAX_REASON_CHARACTERS = 500;

  private DeadLetters() {}

  /** Headers of the dead letter; the original's own headers are kept before them. */
  public static Headers headers(
      Headers original, Refusal refusal, String topic, int partition, long offset) {
    Headers headers = new RecordHeaders(original);
    String text = refusal.text();
    add(
        headers,
        Topics.DEAD_LETTER_REASON,
        text.substring(0, Math.min(text.length(), MAX_REASON_CHARACTERS)));
    add(headers, Topics.DEAD_LETTER_TOPIC, topic);
    add(headers, Topics.DEAD_LETTER_PARTITION, Integer.toString(partition));
    add(headers, Topics.DEAD_LETTER_OFFSET, Long.toString(offset));
    return headers;
  }

  private static void add(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
