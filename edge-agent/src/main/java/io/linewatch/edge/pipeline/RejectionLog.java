package io.linewatch.edge.pipeline;

import io.linewatch.edge.signal.Rejection;
import io.linewatch.edge.signal.RejectionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refused messages: all are counted; of each reason and topic the newest is kept for the status
 * page, so that one broken sensor does not push the others out; the log gets one a minute of each
 * reason. Any thread.
 */
final class RejectionLog {
  /** Enough that each point of a line in trouble has its reason. */
  static final int KEPT = 200;

  private static final Logger LOG = LoggerFactory.getLogger(RejectionLog.class);
  private static final Duration LOG_EVERY = Duration.ofMinutes(1);

  private record Key(RejectionReason reason, String topic) {}

  private final PipelineMetrics metrics;
  private final Map<Key, Rejection> last = new LinkedHashMap<>();
  private final Map<RejectionReason, Instant> logged = new EnumMap<>(RejectionReason.class);

  RejectionLog(PipelineMetrics metrics) {
    this.metrics = metrics;
  }

  void add(Rejection rejection) {
    metrics.rejected(rejection.reason());
    synchronized (this) {
      Key key = new Key(rejection.reason(), rejection.topic());
      last.remove(key);
      last.put(key, rejection);
      if (last.size() > KEPT) {
        last.remove(last.keySet().iterator().next());
      }
      Instant before = logged.get(rejection.reason());
      if (before != null && rejection.time().isBefore(before.plus(LOG_EVERY))) {
        return;
      }
      logged.put(rejection.reason(), rejection.time());
    }
    LOG.warn(
        "refused a message on {} ({}): {}; further ones for the same reason are counted",
        rejection.topic(),
        rejection.reason().tag(),
        rejection.detail());
  }

  synchronized List<Rejection> newestFirst() {
    return new ArrayList<>(last.values()).reversed();
  }
}
