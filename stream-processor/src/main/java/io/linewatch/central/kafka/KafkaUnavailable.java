package io.linewatch.central.kafka;

import java.io.Serial;

/** Kafka did not answer, or refused; the message says to what. */
public final class KafkaUnavailable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public KafkaUnavailable(String message) {
    super(message);
  }

  public KafkaUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
