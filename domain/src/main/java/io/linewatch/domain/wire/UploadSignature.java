package io.linewatch.domain.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Which gateway sends a part of a file. The MAC (HMAC-SHA256 with the gateway's key) covers, each
 * preceded by its length as a 4-byte big-endian number: the word {@code linewatch-upload}, gateway,
 * key version, recording, file, length, digest, offset, and the SHA-256 of the part. So a part
 * cannot be changed, moved or signed for another gateway; sent again it changes nothing.
 */
public final class UploadSignature {
  public static final String GATEWAY_HEADER = "lw-gateway";
  public static final String KEY_VERSION_HEADER = "lw-key-version";
  public static final String LENGTH_HEADER = "lw-length";
  public static final String SHA256_HEADER = "lw-sha256";
  public static final String OFFSET_HEADER = "lw-offset";
  public static final String MAC_HEADER = "lw-mac";

  private static final String LABEL = "linewatch-upload";

  private UploadSignature() {}

  /**
   * What is signed.
   *
   * @param path recording and file
   * @param length of the whole file
   * @param sha256 of the whole file, in hexadecimal digits
   * @param offset where the part begins
   * @param part may be empty
   */
  public record Part(List<String> path, long length, String sha256, long offset, byte[] part) {
    public Part {
      path = List.copyOf(path);
    }
  }

  /** 64 hexadecimal digits. */
  public static String sign(GatewayKey key, Part part) {
    return HexFormat.of().formatHex(mac(key, part));
  }

  /** Whether the holder of {@code key} signed it; in constant time. */
  public static boolean verify(GatewayKey key, String mac, Part part) {
    byte[] given;
    try {
      given = HexFormat.of().parseHex(mac);
    } catch (IllegalArgumentException noDigits) {
      return false;
    }
    return MessageDigest.isEqual(mac(key, part), given);
  }

  private static byte[] mac(GatewayKey key, Part part) {
    List<byte[]> covered =
        List.of(
            bytes(LABEL),
            bytes(key.gateway()),
            bytes(Integer.toString(key.version())),
            bytes(String.join("/", part.path())),
            bytes(Long.toString(part.length())),
            bytes(part.sha256()),
            bytes(Long.toString(part.offset())),
            sha256(part.part()));
    int size = covered.stream().mapToInt(bytes -> Integer.BYTES + bytes.length).sum();
    ByteBuffer message = ByteBuffer.allocate(size);
    covered.forEach(bytes -> message.putInt(bytes.length).put(bytes));
    return RecordSignature.hmac(key.secretKey().getEncoded(), message.array());
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
