package io.linewatch.domain.wire;

import io.linewatch.domain.inspection.PartVerdict;

/** The form of what is published on the local feed beside statements. */
public final class MqttRecords {
  /** Far above any verdict: it carries digests of pictures, not pictures. */
  static final int MAX_VERDICT_BYTES = 16 << 10;

  /** {@link MqttTopics#verdict}: JSON, strict, pinned by golden files. */
  public static final Codec<PartVerdict> VERDICT =
      JsonCodec.of("verdict", PartVerdict.class, MAX_VERDICT_BYTES);

  private MqttRecords() {}
}
