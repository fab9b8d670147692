package io.linewatch.domain.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * How a body is packed into bytes that are known again, checked and bounded:
 *
 * <pre>
 * offset  size  what
 *      0     4  magic, four ASCII letters
 *      4     1  version
 *      5     4  CRC-32C of all that follows, big-endian
 *      9     4  length of the body before compression, big-endian
 *     13     …  the body, compressed by zstd
 * </pre>
 *
 * Whatever stands in the bytes, no more memory is taken than {@code maxBodyBytes}. Any thread.
 *
 * @param magic four ASCII letters
 * @param maxBodyBytes largest body, before compression
 */
public record Seal(String magic, byte version, int maxBodyBytes) {
  public static final int HEADER_BYTES = 13;
  private static final int MAGIC_BYTES = 4;
  private static final int CHECKSUM_AT = 5;
  private static final int CHECKED_FROM = 9;

  public Seal {
    if (magic.length() != MAGIC_BYTES) {
      throw new IllegalArgumentException("a magic has four letters, not '" + magic + "'");
    }
  }

  /**
   * @throws IllegalArgumentException when the body is too large
   */
  public byte[] seal(byte[] body) {
    if (body.length > maxBodyBytes) {
      throw new IllegalArgumentException(
          body.length + " bytes are too many, at most " + maxBodyBytes + " can be sealed");
    }
    byte[] packed = Zstandard.compress(body);
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + packed.length);
    out.put(magic.getBytes(StandardCharsets.US_ASCII)).put(version);
    out.putInt(0).putInt(body.length).put(packed);
    return out.putInt(CHECKSUM_AT, checksum(out.array())).array();
  }

  /** Whether the bytes begin with the magic, whatever follows. */
  public boolean isOn(byte[] bytes) {
    if (bytes.length < MAGIC_BYTES) {
      return false;
    }
    for (int i = 0; i < MAGIC_BYTES; i++) {
      if (bytes[i] != magic.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The body as it was sealed.
   *
   * @throws BrokenSeal when the bytes are anything but whole, undamaged and of this version
   */
  public byte[] unseal(byte[] bytes) throws BrokenSeal {
    if (bytes.length < HEADER_BYTES) {
      throw new BrokenSeal(bytes.length + " bytes are too few for one");
    }
    if (!isOn(bytes)) {
      throw new BrokenSeal("it does not begin with " + magic);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).position(MAGIC_BYTES);
    byte found = in.get();
    if (found != version) {
      throw new BrokenSeal("version " + found + " is not known, only " + version + " is");
    }
    if (in.getInt() != checksum(bytes)) {
      throw new BrokenSeal("damaged, the checksum does not fit");
    }
    int length = in.getInt();
    if (length < 0 || length > maxBodyBytes) {
      throw new BrokenSeal("a body of " + length + " bytes is out of bounds");
    }
    byte[] body = new byte[length];
    if (!Zstandard.decompress(bytes, HEADER_BYTES, body, length)) {
      throw new BrokenSeal("the body cannot be unpacked to " + length + " bytes");
    }
    return body;
  }

  private static int checksum(byte[] sealed) {
    CRC32C crc = new CRC32C();
    crc.update(sealed, CHECKED_FROM, sealed.length - CHECKED_FROM);
    return (int) crc.getValue();
  }
}
