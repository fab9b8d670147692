package io.linewatch.domain.wire;

import java.time.Duration;

/**
 * A Kafka topic: name, codec of its values, and how the broker keeps it. Keys are UTF-8 text.
 *
 * @param keyedBy what the key is, for people
 * @param retention how long records stay; null-free: compacted topics name the shortest time before
 *     compaction
 */
public record Topic<T>(
    String name, String keyedBy, Codec<T> codec, Cleanup cleanup, Duration retention) {
  /** How the broker cleans up. */
  public enum Cleanup {
    DELETE,
    COMPACT
  }
}
