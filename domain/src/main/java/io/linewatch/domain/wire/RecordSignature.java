package io.linewatch.domain.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who sent a record, and in which order: carried in headers, checked before the value is read. The
 * MAC covers topic, key, gateway, epoch, sequence, key version and value, each preceded by its
 * length as a 4-byte big-endian number; numbers stand as decimal text.
 */
public final class RecordSignature {
  public static final String GATEWAY_HEADER = "lw-gateway";
  public static final String EPOCH_HEADER = "lw-epoch";
  public static final String SEQUENCE_HEADER = "lw-sequence";
  public static final String KEY_VERSION_HEADER = "lw-key-version";
  public static final String MAC_HEADER = "lw-mac";

  /** All headers of a signed record. */
  public static final List<String> HEADERS =
      List.of(GATEWAY_HEADER, EPOCH_HEADER, SEQUENCE_HEADER, KEY_VERSION_HEADER, MAC_HEADER);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAC_BYTES = 32;
  private static final int MAX_HEADER_BYTES = 256;

  private RecordSignature() {}

  /**
   * What the headers say.
   *
   * @param epoch of the outbox that counted {@code sequence}
   * @param sequence rises by one with every record of an epoch, over all topics
   * @param keyVersion version of the gateway's key
   * @param mac 32 bytes
   */
  public record Signed(String gateway, String epoch, long sequence, int keyVersion, byte[] mac) {
    /**
     * Reads the values of the headers as they stand on a record.
     *
     * @throws MalformedRecord when one is not what it must be
     */
    public static Signed ofHeaders(
        byte[] gateway, byte[] epoch, byte[] sequence, byte[] keyVersion, byte[] mac) {
      if (mac.length != MAC_BYTES) {
        throw new MalformedRecord(MAC_HEADER + ": must be " + MAC_BYTES + " bytes");
      }
      long version = number(KEY_VERSION_HEADER, keyVersion);
      if (version > Integer.MAX_VALUE) {
        throw new MalformedRecord(KEY_VERSION_HEADER + ": is too large");
      }
      return new Signed(
          text(GATEWAY_HEADER, gateway),
          text(EPOCH_HEADER, epoch),
          number(SEQUENCE_HEADER, sequence),
          (int) version,
          mac.clone());
    }

    public byte[] gatewayHeader() {
      return bytes(gateway);
    }

    public byte[] epochHeader() {
      return bytes(epoch);
    }

    public byte[] sequenceHeader() {
      return bytes(Long.toString(sequence));
    }

    public byte[] keyVersionHeader() {
      return bytes(Integer.toString(keyVersion));
    }
  }

  /** Signs one record. */
  public static Signed sign(
      GatewayKey key, String topic, String recordKey, String epoch, long sequence, byte[] value) {
    byte[] mac =
        hmac(
            key.secret(),
            covered(topic, recordKey, key.gateway(), epoch, sequence, key.version(), value));
    return new Signed(key.gateway(), epoch, sequence, key.version(), mac);
  }

  /** Whether the record is what the holder of {@code key} signed; in constant time. */
  public static boolean verify(
      GatewayKey key, Signed signed, String topic, String recordKey, byte[] value) {
    byte[] expected =
        hmac(
            key.secret(),
            covered(
                topic,
                recordKey,
                signed.gateway(),
                signed.epoch(),
                signed.sequence(),
                signed.keyVersion(),
                value));
    boolean sameMac = MessageDigest.isEqual(expected, signed.mac());
    return sameMac
        && key.gateway().equals(signed.gateway())
        && key.version() == signed.keyVersion();
  }

  static byte[] hmac(byte[] secret, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }

  private static byte[] covered(
      String topic,
      String recordKey,
      String gateway,
      String epoch,
      long sequence,
      int keyVersion,
      byte[] value) {
    List<byte[]> parts =
        List.of(
            bytes(topic),
            bytes(recordKey),
            bytes(gateway),
            bytes(epoch),
            bytes(Long.toString(sequence)),
            bytes(Integer.toString(keyVersion)),
            value);
    int length = parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum();
    ByteBuffer buffer = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      buffer.putInt(part.length).put(part);
    }
    return buffer.array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(String header, byte[] value) {
    if (value.length == 0 || value.length > MAX_HEADER_BYTES) {
      throw new MalformedRecord(header + ": must be 1 to " + MAX_HEADER_BYTES + " bytes");
    }
    return new String(value, StandardCharsets.UTF_8);
  }

  private static long number(String header, byte[] value) {
    String digits = text(header, value);
    if (!digits.matches("[0-9]{1,18}")) {
      throw new MalformedRecord(header + ": must be a decimal number");
    }
    return Long.parseLong(digits);
  }
}
