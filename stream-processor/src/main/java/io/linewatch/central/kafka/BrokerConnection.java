package io.linewatch.central.kafka;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether a client holds a connection to a broker. A consumer's poll only comes back empty while
 * Kafka is away, so health has to ask this.
 */
public final class BrokerConnection {
  private static final String COUNT = "connection-count";

  private BrokerConnection() {}

  /**
   * @param metrics the client's own; call it on the thread that polls
   */
  public static boolean isUp(Map<MetricName, ? extends Metric> metrics) {
    for (Map.Entry<MetricName, ? extends Metric> metric : metrics.entrySet()) {
      if (metric.getKey().name().equals(COUNT)
          && metric.getValue().metricValue() instanceof Number count
          && count.doubleValue() > 0) {
        return true;
      }
    }
    return false;
  }
}
