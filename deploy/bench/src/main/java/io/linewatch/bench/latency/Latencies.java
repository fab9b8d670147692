package io.linewatch.bench.latency;

import io.linewatch.bench.measure.Median;
import java.util.List;

/** Latencies of one way. */
record Latencies(List<Double> millis) {
  Latencies {
    millis = List.copyOf(millis);
  }

  long count() {
    return millis.size();
  }

  /**
   * @param share from 0 to 1
   * @return NaN when there is nothing
   */
  double quantile(double share) {
    return Median.quantile(millis.stream().mapToDouble(Double::doubleValue).toArray(), share);
  }
}
