package io.linewatch.central.feed;

import io.linewatch.domain.desired.GatewayStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The newest status of every gateway, told to live clients as it comes. Any thread. */
public final class GatewayBoard {
  public static final int MAX_GATEWAYS = 10_000;

  private final ConcurrentMap<String, GatewayStatus> latest = new ConcurrentHashMap<>();
  private final FeedLog feed;

  public GatewayBoard(FeedLog feed) {
    this.feed = feed;
  }

  /** Takes a status unless a newer one is known. */
  public void report(GatewayStatus status) {
    if (!latest.containsKey(status.gateway()) && latest.size() >= MAX_GATEWAYS) {
      return;
    }
    GatewayStatus kept =
        latest.merge(
            status.gateway(),
            status,
            (old, fresh) -> fresh.time().isBefore(old.time()) ? old : fresh);
    if (kept.equals(status)) {
      feed.broadcast(new FeedItem.GatewayItem(status));
    }
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
