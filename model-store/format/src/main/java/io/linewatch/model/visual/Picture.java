package io.linewatch.model.visual;

/**
 * A decoded picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param rgb 3 × width × height bytes: red, green, blue of each pixel (0 to 255, unsigned), row
 *     after row from the top; shared, not copied: whoever holds a picture must not write into it
 */
public record Picture(int width, int height, byte[] rgb) {
  public static final int CHANNELS = 3;

  public Picture {
    if (width < 1 || height < 1 || (long) CHANNELS * width * height != rgb.length) {
      throw new IllegalArgumentException(
          rgb.length + " bytes are no RGB picture of " + width + " × " + height);
    }
  }

  /** Brightness of a pixel by its channel, 0 to 255. */
  public int at(int row, int column, int channel) {
    return rgb[(row * width + column) * CHANNELS + channel] & 0xff;
  }

  /** The part of the picture a region names; at least one pixel. */
  public Picture cut(PictureRegion region) {
    return cut(boxOf(region));
  }

  /**
   * Some of its pixels.
   *
   * @param left first column
   * @param top first row
   */
  record Box(int left, int top, int width, int height) {}

  Box boxOf(PictureRegion region) {
    Size size = sizeOf(region);
    return new Box(left(region), top(region), size.width(), size.height());
  }

  /** The picture itself where the box is all of it. */
  Picture cut(Box box) {
    if (box.width() == width && box.height() == height) {
      return this;
    }
    int bytes = box.width() * CHANNELS;
    byte[] part = new byte[bytes * box.height()];
    for (int row = 0; row < box.height(); row++) {
      int from = ((box.top() + row) * width + box.left()) * CHANNELS;
      System.arraycopy(rgb, from, part, row * bytes, bytes);
    }
    return new Picture(box.width(), box.height(), part);
  }

  /** In pixels. */
  public record Size(int width, int height) {}

  /** Of what {@link #cut} cuts. */
  public Size sizeOf(PictureRegion region) {
    int left = left(region);
    int top = top(region);
    return new Size(
        Math.clamp(Math.round(region.right() * width), left + 1, width) - left,
        Math.clamp(Math.round(region.bottom() * height), top + 1, height) - top);
  }

  private int left(PictureRegion region) {
    return (int) Math.min(width - 1L, Math.round(region.left() * width));
  }

  private int top(PictureRegion region) {
    return (int) Math.min(height - 1L, Math.round(region.top() * height));
  }
}
