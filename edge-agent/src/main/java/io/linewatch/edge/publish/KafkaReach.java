package io.linewatch.edge.publish;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Kafka answers, and what to do when not. Told by the publisher's thread, read by any. */
final class KafkaReach {
  private static final Logger log = LoggerFactory.getLogger(KafkaReach.class);

  /** Kafka failed or was silent since it answered last, or since the start. */
  private boolean wasAway;

  private volatile boolean connected;
  private volatile String problem = "Kafka has not answered yet.";

  boolean connected() {
    return connected;
  }

  /** What keeps records from Kafka; empty when nothing does. */
  String problem() {
    return problem;
  }

  /**
   * It took everything.
   *
   * @return whether it was away before
   */
  boolean answered() {
    boolean returned = wasAway;
    wasAway = false;
    connected = true;
    problem = "";
    if (returned) {
      log.info("Kafka answers again");
    }
    return returned;
  }

  void silent(Duration since) {
    wasAway = true;
    connected = false;
    problem =
        "Kafka has not answered for "
            + since.toSeconds()
            + " s or more. Findings wait in the outbox; check the network and the broker.";
  }

  void failed(Exception error) {
    if (!wasAway) {
      log.warn("Kafka does not take records: {}", error.toString());
    }
    wasAway = true;
    connected = false;
    problem =
        "Kafka does not take records ("
            + error.getMessage()
            + "). Findings wait in the outbox; check the broker's address and that the topics"
            + " exist (linewatch-central topics apply).";
  }

  /** Nothing is sent any more. */
  void ended(String why) {
    connected = false;
    problem = why;
  }
}
