package io.linewatch.domain.recording;

import io.linewatch.domain.wire.Codec;
import io.linewatch.domain.wire.Documents;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A recorded picture as bytes:
 *
 * <pre>
 * offset  size  what
 *      0     4  length of the JSON, big-endian, at most 64 KiB
 *      4     …  what is known of it (JSON)
 *      …     …  the picture
 * </pre>
 */
final class PictureCodec {
  private static final int MAX_JSON_BYTES = 1 << 16;
  private static final Codec<RecordedPicture.About> ABOUT =
      Documents.of("recorded-picture", RecordedPicture.About.class, MAX_JSON_BYTES);

  private PictureCodec() {}

  static byte[] encode(RecordedPicture picture) {
    byte[] about = ABOUT.encode(picture.about());
    return ByteBuffer.allocate(Integer.BYTES + about.length + picture.bytes().length)
        .putInt(about.length)
        .put(about)
        .put(picture.bytes())
        .array();
  }

  /**
   * @throws IllegalArgumentException when it is none
   * @throws io.linewatch.domain.wire.MalformedRecord when what is known of it cannot be read
   */
  static RecordedPicture decode(byte[] payload) {
    int length = payload.length < Integer.BYTES ? -1 : ByteBuffer.wrap(payload).getInt();
    int bytes = payload.length - Integer.BYTES - length;
    if (length < 0 || length > MAX_JSON_BYTES || bytes < 0) {
      throw new IllegalArgumentException("a picture's frame is cut, or its length is none");
    }
    int from = Integer.BYTES + length;
    return new RecordedPicture(
        ABOUT.decode(Arrays.copyOfRange(payload, Integer.BYTES, from)),
        Arrays.copyOfRange(payload, from, payload.length));
  }
}
