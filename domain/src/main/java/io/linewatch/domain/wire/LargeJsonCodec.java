package io.linewatch.domain.wire;

import io.linewatch.domain.bytes.BrokenSeal;
import io.linewatch.domain.bytes.Seal;

/**
 * JSON in two forms: plain where it is small, so that people read it and old programs too; from
 * there on the same JSON sealed (magic "LWDS", version 2; see {@link Seal}), as a document of many
 * thousand like entries packs to a twentieth.
 *
 * @param <T> what travels
 */
final class LargeJsonCodec<T> implements Codec<T> {
  private final JsonCodec<T> json;
  private final Bounds bounds;
  private final Seal seal;

  /**
   * @param plain largest document that is written as it is
   * @param travelling largest value on the topic, in either form
   * @param unpacked largest document before it is packed
   */
  record Bounds(int plain, int travelling, int unpacked) {}

  /**
   * @param json takes documents of up to {@code bounds.unpacked()} bytes
   */
  LargeJsonCodec(JsonCodec<T> json, Bounds bounds) {
    this.json = json;
    this.bounds = bounds;
    this.seal = new Seal("LWDS", (byte) 2, bounds.unpacked());
  }

  /**
   * @throws IllegalArgumentException when the value cannot travel, as {@link JsonCodec#encode} says
   */
  @Override
  public byte[] encode(T value) {
    byte[] plain = json.encode(value);
    if (plain.length <= bounds.plain()) {
      return plain;
    }
    byte[] sealed = seal.seal(plain);
    if (sealed.length > bounds.travelling()) {
      throw new IllegalArgumentException(
          plain.length
              + " bytes, packed into "
              + sealed.length
              + ", are larger than "
              + bounds.travelling());
    }
    return sealed;
  }

  @Override
  public T decode(byte[] bytes) {
    if (bytes.length > bounds.travelling()) {
      throw new MalformedRecord(
          bytes.length + " bytes, but at most " + bounds.travelling() + " are allowed");
    }
    if (!seal.isOn(bytes)) {
      return json.decode(bytes);
    }
    try {
      return json.decodeWritten(seal.unseal(bytes));
    } catch (BrokenSeal broken) {
      throw new MalformedRecord("packed document: " + broken.getMessage(), broken);
    }
  }

  JsonCodec<T> json() {
    return json;
  }
}
