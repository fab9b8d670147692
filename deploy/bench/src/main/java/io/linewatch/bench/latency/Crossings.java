package io.linewatch.bench.latency;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each crossing was published, committed and seen. Its event time, which is when it was
 * published, names it on the whole way. Any thread.
 */
final class Crossings {
  private final Set<Instant> published = ConcurrentHashMap.newKeySet();
  private final Map<Instant, Instant> committed = new ConcurrentHashMap<>();
  private final Map<Instant, Instant> seen = new ConcurrentHashMap<>();

  void published(Instant crossing) {
    published.add(crossing);
  }

  void committed(Instant crossing, Instant now) {
    committed.putIfAbsent(crossing, now);
  }

  void seen(Instant crossing, Instant now) {
    seen.putIfAbsent(crossing, now);
  }

  long sent() {
    return published.size();
  }

  boolean isSent(Instant crossing) {
    return published.contains(crossing);
  }

  boolean allSeen() {
    return seen.keySet().containsAll(published);
  }

  Latencies toClient() {
    List<Double> millis = new ArrayList<>();
    seen.forEach((crossing, at) -> {
      if (published.contains(crossing)) {
        millis.add(millis(crossing, at));
      }
    });
    return new Latencies(millis);
  }

  /** From when a reader of committed records could have it until the client had it. */
  Latencies committedToClient() {
    List<Double> millis = new ArrayList<>();
    seen.forEach((crossing, at) -> {
      Instant from = committed.get(crossing);
      if (published.contains(crossing) && from != null) {
        millis.add(Math.max(0, millis(from, at)));
      }
    });
    return new Latencies(millis);
  }

  static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
