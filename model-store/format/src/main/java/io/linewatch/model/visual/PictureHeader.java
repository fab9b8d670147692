package io.linewatch.model.visual;

import io.linewatch.model.visual.PictureRefused.Reason;

/**
 * What a JPEG or PNG says of itself before its pixels begin. Reading it allocates nothing that
 * grows with the picture.
 *
 * @param format of the file
 * @param width in pixels, as the camera took it
 * @param height in pixels
 */
public record PictureHeader(Format format, int width, int height) {

  /** Formats that are taken. */
  public enum Format {
    JPEG,
    PNG
  }

  /**
   * @param bytes the whole file
   * @throws PictureRefused when it must not be decoded
   */
  public static PictureHeader read(byte[] bytes, PictureLimits limits) throws PictureRefused {
    if (bytes.length == 0) {
      throw new PictureRefused(Reason.EMPTY, "the picture has no bytes");
    }
    if (bytes.length > limits.maxBytes()) {
      throw new PictureRefused(
          Reason.TOO_MANY_BYTES,
          "the picture has "
              + bytes.length
              + " bytes, at most "
              + limits.maxBytes()
              + " are taken");
    }
    PictureHeader header;
    if (JpegMarkers.begin(bytes)) {
      header = JpegMarkers.header(bytes);
    } else if (PngChunks.begin(bytes)) {
      header = PngChunks.header(bytes);
    } else {
      throw new PictureRefused(
          Reason.NOT_A_PICTURE, "neither JPEG nor PNG: set the camera to one of them");
    }
    header.check(limits);
    return header;
  }

  private void check(PictureLimits limits) throws PictureRefused {
    if ((long) width * height > limits.maxPixels()) {
      throw new PictureRefused(
          Reason.TOO_MANY_PIXELS,
          width + " × " + height + " pixels, at most " + limits.maxPixels() + " are taken");
    }
    if (width < PictureLimits.LEAST_SIDE || height < PictureLimits.LEAST_SIDE) {
      throw new PictureRefused(
          Reason.TOO_SMALL,
          width + " × " + height + " pixels; a side has at least " + PictureLimits.LEAST_SIDE);
    }
  }
}
