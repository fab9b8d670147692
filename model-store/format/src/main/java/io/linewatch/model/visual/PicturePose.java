package io.linewatch.model.visual;

/**
 * How a part lies in a picture against the golden picture: what is at a point of the golden one is
 * found in this picture turned about the middle by {@code turn} and then moved.
 *
 * @param right of the golden one, in shares of the picture's width
 * @param down likewise, of its height
 * @param turn clockwise as one looks at the picture, in degrees
 * @param likeness correlation of both in this pose, −1 to 1; 1 where nothing was looked for
 */
public record PicturePose(double right, double down, double turn, double likeness) {
  /** As in the golden picture. */
  public static final PicturePose SAME = new PicturePose(0, 0, 0, 1);

  public boolean isSame() {
    return right == 0 && down == 0 && turn == 0;
  }

  /**
   * Points of the golden picture to points of this one.
   *
   * @param width of the picture, in pixels
   * @param height likewise
   */
  Affine in(int width, int height) {
    double cos = StrictMath.cos(StrictMath.toRadians(turn));
    double sin = StrictMath.sin(StrictMath.toRadians(turn));
    double middleX = width / 2.0;
    double middleY = height / 2.0;
    return new Affine(
        cos,
        -sin,
        middleX + right * width - cos * middleX + sin * middleY,
        sin,
        cos,
        middleY + down * height - sin * middleX - cos * middleY);
  }

  /** {@code (xx·x + xy·y + x0, yx·x + yy·y + y0)}. */
  record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {
    double x(double x, double y) {
      return xx * x + xy * y + x0;
    }

    double y(double x, double y) {
      return yx * x + yy * y + y0;
    }

    /** The way back; of a turn and a shift. */
    Affine inverse() {
      return new Affine(xx, yx, -(xx * x0 + yx * y0), xy, yy, -(xy * x0 + yy * y0));
    }
  }
}
