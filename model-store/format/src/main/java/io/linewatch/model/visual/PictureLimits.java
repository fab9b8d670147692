package io.linewatch.model.visual;

/**
 * What a picture may be at most; judged by its header, before anything is allocated.
 *
 * @param maxBytes of the file
 * @param maxPixels width × height as the header says
 */
public record PictureLimits(int maxBytes, long maxPixels) {
  /** A camera of 20 megapixels, and some room. */
  public static final PictureLimits STANDARD = new PictureLimits(32 * 1024 * 1024, 25_000_000);

  /** Smaller pictures show nothing. */
  public static final int LEAST_SIDE = 16;

  public PictureLimits {
    if (maxBytes < 1 || maxPixels < 1 || maxPixels > Integer.MAX_VALUE / Picture.CHANNELS) {
      throw new IllegalArgumentException(
          "limits of " + maxBytes + " bytes and " + maxPixels + " pixels cannot be kept");
    }
  }
}
