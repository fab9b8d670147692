package io.linewatch.domain.wire;

/**
 * Bytes of one topic's values. Strict: unknown fields, wrong types, other versions and trailing
 * bytes are refused.
 */
public interface Codec<T> {
  byte[] encode(T value);

  /**
   * @throws MalformedRecord with place and reason
   */
  T decode(byte[] bytes);
}
