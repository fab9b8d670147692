package io.linewatch.central.kafka;

import io.linewatch.central.kafka.Refusal.Reason;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.RecordSignature;
import io.linewatch.domain.wire.RecordSignature.Signed;
import io.linewatch.domain.wire.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Opens records that a gateway signed: first the signature over the raw bytes, and only then the
 * strict decoding of what is inside. Any thread.
 */
public final class SignedRecords {
  private final GatewayKeys keys;

  public SignedRecords(GatewayKeys keys) {
    this.keys = keys;
  }

  /** A record that is what its gateway signed, or why it is not. */
  public sealed interface Opened<T> {
    /**
     * @param key the Kafka key as text
     */
    record Genuine<T>(Signed signed, String key, T value) implements Opened<T> {}

    /** Goes to the dead letter. */
    record Refused<T>(Refusal refusal) implements Opened<T> {}
  }

  /** Verifies and decodes; never throws for what a record contains. */
  public <T> Opened<T> open(
      Topic<T> topic, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    if (key == null || value == null) {
      return refused(Reason.MALFORMED, "the record has no " + (key == null ? "key" : "value"));
    }
    Signed signed;
    try {
      signed = signed(headers);
    } catch (MalformedRecord e) {
      return refused(Reason.UNSIGNED, String.valueOf(e.getMessage()));
    }
    String keyText = new String(key, StandardCharsets.UTF_8);
    return switch (keys.find(signed.gateway(), signed.keyVersion())) {
      case GatewayKeys.Answer.Revoked revoked -> refused(Reason.KEY_REVOKED, revoked.reason());
      case GatewayKeys.Answer.Key found ->
          RecordSignature.verify(found.key(), signed, topic.name(), keyText, value)
              ? decode(topic, signed, keyText, value)
              : refused(
                  Reason.FORGED,
                  "the record is not what gateway '"
                      + signed.gateway()
                      + "' signed; check its key");
    };
  }

  private static <T> Opened<T> decode(Topic<T> topic, Signed signed, String key, byte[] value) {
    try {
      return new Opened.Genuine<>(signed, key, topic.codec().decode(value));
    } catch (MalformedRecord e) {
      return refused(Reason.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private static Signed signed(Headers headers) {
    return Signed.ofHeaders(
        header(headers, RecordSignature.GATEWAY_HEADER),
        header(headers, RecordSignature.EPOCH_HEADER),
        header(headers, RecordSignature.SEQUENCE_HEADER),
        header(headers, RecordSignature.KEY_VERSION_HEADER),
        header(headers, RecordSignature.MAC_HEADER));
  }

  private static byte[] header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    byte[] value = header == null ? null : header.value();
    if (value == null) {
      throw new MalformedRecord("the record has no header " + name);
    }
    return value;
  }

  private static <T> Opened<T> refused(Reason reason, String message) {
    return new Opened.Refused<>(new Refusal(reason, message));
  }
}
