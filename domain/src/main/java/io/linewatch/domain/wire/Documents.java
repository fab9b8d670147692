package io.linewatch.domain.wire;

/** Documents that are kept as files: the same envelope and strictness as records on a topic. */
public final class Documents {
  private Documents() {}

  /**
   * @param tag value of {@code type} in the envelope
   * @param maxBytes larger ones are refused, both ways
   */
  public static <T extends Record> Codec<T> of(String tag, Class<T> type, int maxBytes) {
    return JsonCodec.of(tag, type, maxBytes);
  }
}
