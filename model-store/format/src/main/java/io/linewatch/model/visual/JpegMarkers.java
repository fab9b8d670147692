package io.linewatch.model.visual;

import io.linewatch.model.visual.PictureHeader.Format;
import io.linewatch.model.visual.PictureRefused.Reason;

/** The markers of a JPEG file up to its frame header (ITU-T T.81, annex B). */
final class JpegMarkers {
  private static final int START_OF_IMAGE = 0xd8;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;

  /** Cameras pad files to whole blocks; an end is looked for this far from the last byte. */
  private static final int MAX_PADDING = 64 * 1024;

  private JpegMarkers() {}

  static boolean begin(byte[] bytes) {
    return bytes.length >= 3
        && at(bytes, 0) == 0xff
        && at(bytes, 1) == START_OF_IMAGE
        && at(bytes, 2) == 0xff;
  }

  static PictureHeader header(byte[] bytes) throws PictureRefused {
    int place = 2;
    while (place + 4 <= bytes.length) {
      if (at(bytes, place) != 0xff) {
        throw new PictureRefused(Reason.CORRUPT, "the JPEG has no marker where one must be");
      }
      int marker = at(bytes, place + 1);
      if (marker == 0xff) {
        place++;
      } else if (isFrame(marker)) {
        return frame(bytes, place, marker);
      } else if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
        throw new PictureRefused(Reason.CORRUPT, "the JPEG has no frame header");
      } else {
        place += 2 + length(bytes, place + 2);
      }
    }
    throw new PictureRefused(Reason.TRUNCATED, "the JPEG ends before its frame header");
  }

  /**
   * Decoders fill up what is missing with grey, which looks like a part without defects.
   *
   * @throws PictureRefused when there is no end marker near the end
   */
  static void requireEnd(byte[] bytes) throws PictureRefused {
    int first = Math.max(2, bytes.length - MAX_PADDING);
    for (int i = bytes.length - 2; i >= first; i--) {
      if (at(bytes, i) == 0xff && at(bytes, i + 1) == END_OF_IMAGE) {
        return;
      }
    }
    throw new PictureRefused(Reason.TRUNCATED, "the JPEG ends before its end marker");
  }

  private static boolean isFrame(int marker) {
    // C4, C8 and CC are tables and an extension, no frames.
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static PictureHeader frame(byte[] bytes, int place, int marker) throws PictureRefused {
    if (place + 10 > bytes.length) {
      throw new PictureRefused(Reason.TRUNCATED, "the JPEG ends within its frame header");
    }
    int bits = at(bytes, place + 4);
    int height = length(bytes, place + 5);
    int width = length(bytes, place + 7);
    int channels = at(bytes, place + 9);
    if (bits != 8) {
      throw new PictureRefused(Reason.MORE_THAN_8_BIT, "the JPEG has " + bits + " bits a channel");
    }
    if (channels == 4) {
      throw new PictureRefused(Reason.CMYK, "the JPEG is in CMYK: set the camera to RGB or grey");
    }
    if (marker > 0xc2 || (channels != 1 && channels != 3) || height == 0) {
      throw new PictureRefused(
          Reason.UNSUPPORTED,
          "a JPEG with frame "
              + Integer.toHexString(marker)
              + " and "
              + channels
              + " channels is not taken: baseline or progressive, grey or colour is");
    }
    return new PictureHeader(Format.JPEG, width, height);
  }

  private static int length(byte[] bytes, int place) {
    return at(bytes, place) << 8 | at(bytes, place + 1);
  }

  private static int at(byte[] bytes, int place) {
    return bytes[place] & 0xff;
  }
}
