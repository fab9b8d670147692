package io.linewatch.model.visual;

/**
 * A rectangle of a picture, in shares of its width and height (0 to 1, from the top left corner).
 */
public record PictureRegion(double left, double top, double right, double bottom) {
  public static final PictureRegion WHOLE = new PictureRegion(0, 0, 1, 1);

  public PictureRegion {
    if (!(left >= 0 && top >= 0 && right <= 1 && bottom <= 1 && left < right && top < bottom)) {
      throw new IllegalArgumentException(
          "a region lies within 0 to 1 and is not empty, not "
              + left
              + ", "
              + top
              + " to "
              + right
              + ", "
              + bottom);
    }
  }

  public double width() {
    return right - left;
  }

  public double height() {
    return bottom - top;
  }
}
