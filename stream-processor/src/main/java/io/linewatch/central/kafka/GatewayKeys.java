package io.linewatch.central.kafka;

/** Which key a gateway signs with. Called from several threads; must answer at once. */
@FunctionalInterface
public interface GatewayKeys {
  /** The key of this version of this gateway. */
  Answer find(String gateway, int version);

  /** A key, or why there is none. */
  sealed interface Answer {
    /**
     * @param bytes 32 bytes; not to be changed by the caller
     */
    record Key(byte[] bytes) implements Answer {}

    /**
     * @param reason for people, such as "key version 1 was revoked on …"
     */
    record Revoked(String reason) implements Answer {}
  }
}
