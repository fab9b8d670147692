package io.linewatch.domain.wire;

import io.linewatch.domain.bytes.StrictUtf8;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
  private static final int MAX_DIGITS = 18;
  private static final ThreadLocal<Mac> ENGINE = ThreadLocal.withInitial(RecordSignature::engine);

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
    byte[] mac = mac(key, topic, recordKey, key.gateway(), epoch, sequence, key.version(), value);
    return new Signed(key.gateway(), epoch, sequence, key.version(), mac);
  }

  /** Whether the record is what the holder of {@code key} signed; in constant time. */
  public static boolean verify(
      GatewayKey key, Signed signed, String topic, String recordKey, byte[] value) {
    byte[] expected =
        mac(
            key,
            topic,
            recordKey,
            signed.gateway(),
            signed.epoch(),
            signed.sequence(),
            signed.keyVersion(),
            value);
    boolean sameMac = MessageDigest.isEqual(expected, signed.mac());
    return sameMac
        && key.gateway().equals(signed.gateway())
        && key.version() == signed.keyVersion();
  }

  static byte[] hmac(byte[] secret, byte[] message) {
    Mac mac = keyed(new SecretKeySpec(secret, ALGORITHM));
    return mac.doFinal(message);
  }

  static SecretKeySpec secretKey(byte[] secret) {
    return new SecretKeySpec(secret, ALGORITHM);
  }

  private static byte[] mac(
      GatewayKey key,
      String topic,
      String recordKey,
      String gateway,
      String epoch,
      long sequence,
      int keyVersion,
      byte[] value) {
    Mac mac = keyed(key.secretKey());
    cover(mac, bytes(topic));
    cover(mac, bytes(recordKey));
    cover(mac, bytes(gateway));
    cover(mac, bytes(epoch));
    cover(mac, bytes(Long.toString(sequence)));
    cover(mac, bytes(Integer.toString(keyVersion)));
    cover(mac, value);
    return mac.doFinal();
  }

  private static void cover(Mac mac, byte[] part) {
    mac.update((byte) (part.length >>> 24));
    mac.update((byte) (part.length >>> 16));
    mac.update((byte) (part.length >>> 8));
    mac.update((byte) part.length);
    mac.update(part);
  }

  /** This thread's engine, started anew: to look one up takes longer than to use it. */
  private static Mac keyed(SecretKeySpec key) {
    Mac mac = ENGINE.get();
    try {
      mac.init(key);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("a key of bytes fits " + ALGORITHM, e);
    }
    return mac;
  }

  private static Mac engine() {
    try {
      return Mac.getInstance(ALGORITHM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(String header, byte[] value) {
    if (value.length == 0 || value.length > MAX_HEADER_BYTES) {
      throw new MalformedRecord(header + ": must be 1 to " + MAX_HEADER_BYTES + " bytes");
    }
    try {
      return StrictUtf8.text(value);
    } catch (CharacterCodingException e) {
      throw new MalformedRecord(header + ": is not UTF-8 text", e);
    }
  }

  private static long number(String header, byte[] value) {
    String digits = text(header, value);
    if (digits.length() > MAX_DIGITS || !isDecimal(digits)) {
      throw new MalformedRecord(header + ": must be a decimal number");
    }
    return Long.parseLong(digits);
  }

  /** ASCII digits alone: no sign, no other script. */
  private static boolean isDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
