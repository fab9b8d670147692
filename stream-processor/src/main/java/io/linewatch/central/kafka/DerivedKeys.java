package io.linewatch.central.kafka;

import io.linewatch.domain.wire.GatewayKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Every gateway's key from the site's secret. Any thread. */
final class DerivedKeys implements GatewayKeys {
  /**
   * More than gateways of a site. Names come from records that nobody has verified yet, so a forger
   * fills this in no time, and then it is emptied: what that costs is what it saves, not memory.
   */
  static final int MAX_KEPT = 4096;

  private final byte[] siteSecret;
  private final Map<Named, Answer.Key> kept = new ConcurrentHashMap<>();

  private record Named(String gateway, int version) {}

  DerivedKeys(byte[] siteSecret) {
    this.siteSecret = siteSecret.clone();
  }

  @Override
  public Answer find(String gateway, int version) {
    Named named = new Named(gateway, version);
    Answer.Key known = kept.get(named);
    if (known != null) {
      return known;
    }
    Answer.Key derived = new Answer.Key(GatewayKey.derive(siteSecret, gateway, version));
    if (kept.size() >= MAX_KEPT) {
      kept.clear();
    }
    kept.put(named, derived);
    return derived;
  }
}
