package io.linewatch.model.visual;

import io.linewatch.model.visual.PictureHeader.Format;
import io.linewatch.model.visual.PictureRefused.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** The chunks of a PNG file (ISO/IEC 15948). */
final class PngChunks {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final int IHDR = 0x49484452;
  private static final int PLTE = 0x504c5445;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final int OVERHEAD = 12;

  private PngChunks() {}

  static boolean begin(byte[] bytes) {
    if (bytes.length < SIGNATURE.length) {
      return false;
    }
    for (int i = 0; i < SIGNATURE.length; i++) {
      if (bytes[i] != SIGNATURE[i]) {
        return false;
      }
    }
    return true;
  }

  static PictureHeader header(byte[] bytes) throws PictureRefused {
    ByteBuffer png = ByteBuffer.wrap(bytes);
    if (bytes.length < SIGNATURE.length + OVERHEAD + 13) {
      throw new PictureRefused(Reason.TRUNCATED, "the PNG ends within its header");
    }
    if (png.getInt(8) != 13 || png.getInt(12) != IHDR) {
      throw new PictureRefused(Reason.CORRUPT, "the PNG does not begin with its header");
    }
    int width = png.getInt(16);
    int height = png.getInt(20);
    if (png.get(24) > 8) {
      throw new PictureRefused(
          Reason.MORE_THAN_8_BIT, "the PNG has " + png.get(24) + " bits a channel, 8 are taken");
    }
    if (width < 0 || height < 0) {
      throw new PictureRefused(Reason.CORRUPT, "the PNG has a negative size");
    }
    return new PictureHeader(Format.PNG, width, height);
  }

  /**
   * The same picture without chunks that do not make its pixels: texts and profiles are compressed
   * too, and blow up without any bound.
   *
   * @throws PictureRefused when a chunk is cut short or does not match its check sum
   */
  static byte[] withoutExtras(byte[] bytes) throws PictureRefused {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
    kept.write(bytes, 0, SIGNATURE.length);
    ByteBuffer png = ByteBuffer.wrap(bytes);
    int place = SIGNATURE.length;
    while (place + OVERHEAD <= bytes.length) {
      int length = png.getInt(place);
      if (length < 0 || length > bytes.length - place - OVERHEAD) {
        throw new PictureRefused(Reason.TRUNCATED, "the PNG ends within a chunk");
      }
      int type = png.getInt(place + 4);
      if (type == IHDR || type == PLTE || type == IDAT || type == IEND) {
        requireSum(png, bytes, place, length);
        kept.write(bytes, place, length + OVERHEAD);
      }
      if (type == IEND) {
        return kept.toByteArray();
      }
      place += length + OVERHEAD;
    }
    throw new PictureRefused(Reason.TRUNCATED, "the PNG has no end");
  }

  private static void requireSum(ByteBuffer png, byte[] bytes, int place, int length)
      throws PictureRefused {
    CRC32 sum = new CRC32();
    sum.update(bytes, place + 4, length + 4);
    if ((int) sum.getValue() != png.getInt(place + 8 + length)) {
      throw new PictureRefused(Reason.CORRUPT, "a chunk of the PNG does not match its check sum");
    }
  }
}
