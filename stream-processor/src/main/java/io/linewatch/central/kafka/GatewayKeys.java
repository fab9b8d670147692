package io.linewatch.central.kafka;

import io.linewatch.domain.wire.GatewayKey;

/** Which key a gateway signs with. Called from several threads; must answer at once. */
@FunctionalInterface
public interface GatewayKeys {
  /** The key of this version of this gateway. */
  Answer find(String gateway, int version);

  /** A key, or why there is none. */
  sealed interface Answer {
    /** Good for signing. */
    record Key(GatewayKey key) implements Answer {}

    /**
     * @param reason for people, such as "key version 1 was revoked on …"
     */
    record Revoked(String reason) implements Answer {}
  }

  /** Derives every key from the site's secret, once; nothing is revoked. */
  static GatewayKeys derivedFrom(byte[] siteSecret) {
    return new DerivedKeys(siteSecret);
  }
}
