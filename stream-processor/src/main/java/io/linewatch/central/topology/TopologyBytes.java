package io.linewatch.central.topology;

import java.nio.charset.StandardCharsets;

/** Keys on the wire are UTF-8 text. */
final class TopologyBytes {
  private TopologyBytes() {}

  static byte[] of(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
