package io.linewatch.edge.sparkplug;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one message carries.
 *
 * @param timestamp when it was sent, in milliseconds since 1970, or null
 * @param seq its place in the node's order, 0 to 255 in a right message, or null
 */
record SparkplugPayload(@Nullable Long timestamp, @Nullable Long seq, List<Metric> metrics) {
  SparkplugPayload {
    metrics = List.copyOf(metrics);
  }

  /** The whole number of the metric of this name, or null. */
  @Nullable Long number(String name) {
    for (Metric metric : metrics) {
      if (name.equals(metric.name()) && metric.form() == Metric.Form.INTEGER) {
        return metric.bits();
      }
    }
    return null;
  }
}
