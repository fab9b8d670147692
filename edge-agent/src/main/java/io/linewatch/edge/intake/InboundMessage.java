package io.linewatch.edge.intake;

import java.time.Instant;
import java.util.Map;

/**
 * One message as it came.
 *
 * @param connection id of the connection it came over
 * @param payload not copied; nobody writes to it
 * @param arrival gateway's clock when it came
 * @param properties MQTT 5 user properties; of a name that comes twice the last
 * @param receipt to be finished exactly once, by whoever is done with the message
 */
public record InboundMessage(
    String connection,
    String topic,
    byte[] payload,
    Map<String, String> properties,
    Instant arrival,
    Receipt receipt) {
  public InboundMessage {
    properties = Map.copyOf(properties);
  }

  /** A message without user properties. */
  public InboundMessage(
      String connection, String topic, byte[] payload, Instant arrival, Receipt receipt) {
    this(connection, topic, payload, Map.of(), arrival, receipt);
  }

  /** Whether the broker sends it again when it is never finished: QoS 1. */
  public boolean comesAgain() {
    return !receipt.equals(Receipt.NONE);
  }

  /** What stands between a message and its acknowledgement. */
  @FunctionalInterface
  public interface Receipt {
    /** Nothing to acknowledge (QoS 0, tests, replays). */
    Receipt NONE = () -> {};

    /** All that this message changed is safe. Quick; any thread. */
    void finish();
  }
}
