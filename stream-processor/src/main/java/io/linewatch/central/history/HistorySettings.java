package io.linewatch.central.history;

import java.util.Map;

/**
 * @param bootstrap Kafka's brokers
 * @param properties whatever else the Kafka clients need, such as TLS
 */
public record HistorySettings(String bootstrap, Map<String, String> properties) {
  public HistorySettings {
    properties = Map.copyOf(properties);
  }
}
