package io.linewatch.central.history;

import java.util.Map;

/**
 * @param bootstrap Kafka's brokers
 * @param properties whatever else the Kafka clients need, such as TLS
 */
public record HistorySettings(String bootstrap, Map<String, String> properties) {
  /**
   * Records written in one transaction, at most; what a fetch brings bounds their bytes. Two such
   * batches are in memory: one is written, one is read.
   */
  public static final int MAX_POLL_RECORDS = 2000;

  public HistorySettings {
    properties = Map.copyOf(properties);
  }
}
