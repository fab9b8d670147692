package io.linewatch.domain.series;

/** {@link SeriesBlock} to bytes and back: exact, compact, bounded. */
public final class SeriesCodec {
  private SeriesCodec() {}

  public static byte[] encode(SeriesBlock block) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws io.linewatch.domain.wire.MalformedRecord when the bytes are not a block of a known
   *     version
   */
  public static SeriesBlock decode(byte[] bytes) {
    throw new UnsupportedOperationException();
  }
}
