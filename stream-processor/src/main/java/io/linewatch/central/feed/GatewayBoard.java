package io.linewatch.central.feed;

import io.linewatch.domain.desired.GatewayStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** The newest status of every gateway, told to live clients as it comes. Any thread. */
public final class GatewayBoard {
  public static final int MAX_GATEWAYS = 10_000;

  private final ConcurrentMap<String, GatewayStatus> latest = new ConcurrentHashMap<>();
  private final LongAdder dropped = new LongAdder();
  private final FeedLog feed;

  public GatewayBoard(FeedLog feed) {
    this.feed = feed;
  }

  /**
   * Takes the newest status of its gateway, as the topic orders them. Not by their times: a gateway
   * whose clock was ahead and is right now would otherwise look as it did then for as long.
   */
  public void report(GatewayStatus status) {
    if (!latest.containsKey(status.gateway()) && latest.size() >= MAX_GATEWAYS) {
      dropped.increment();
      return;
    }
    GatewayStatus before = latest.put(status.gateway(), status);
    if (!status.equals(before)) {
      feed.broadcast(new FeedItem.GatewayItem(status));
    }
  }

  /** What history knows; whatever the topic has told is newer. */
  public void remember(GatewayStatus status) {
    if (latest.size() >= MAX_GATEWAYS && !latest.containsKey(status.gateway())) {
      dropped.increment();
    } else if (latest.putIfAbsent(status.gateway(), status) == null) {
      feed.broadcast(new FeedItem.GatewayItem(status));
    }
  }

  /** Statuses of gateways beyond {@link #MAX_GATEWAYS}, which nobody sees. */
  public long droppedCount() {
    return dropped.sum();
  }

  public Optional<GatewayStatus> status(String gateway) {
    return Optional.ofNullable(latest.get(gateway));
  }

  public List<GatewayStatus> all() {
    return latest.values().stream()
        .sorted(java.util.Comparator.comparing(GatewayStatus::gateway))
        .toList();
  }
}
