package io.linewatch.model.visual;

/**
 * A picture moved and turned to where the golden one lies, by whole pixels: each pixel is taken
 * from the nearest one, nothing is interpolated. Interpolation would smooth the picture's grain,
 * more here and less there, and a model would take that for a look of the part; sizing averages
 * over the half pixel of error. What comes in from outside mirrors what is inside of the edge, so
 * that the grain goes on there too. Pure.
 */
final class PictureMove {
  private PictureMove() {}

  /**
   * As the picture would look if its part lay as the golden one; the picture itself if it does.
   *
   * @param memory for the pixels that come out
   */
  static Picture placed(Picture picture, PicturePose pose, PictureMemory memory) {
    if (pose.isSame()) {
      return picture;
    }
    int width = picture.width();
    int height = picture.height();
    PicturePose.Affine there = pose.in(width, height);
    byte[] rgb = memory.of(picture.rgb().length);
    for (int y = 0; y < height; y++) {
      int x = 0;
      while (x < width) {
        // Pixels that lie one after the other there too are copied at once.
        int fromX = pixel(there.x(x + 0.5, y + 0.5));
        int fromY = pixel(there.y(x + 0.5, y + 0.5));
        int run = run(there, x, y, fromX, fromY, width);
        int row = mirrored(fromY, height) * width;
        int to = (y * width + x) * Picture.CHANNELS;
        if (fromX >= 0 && fromX + run <= width) {
          int from = (row + fromX) * Picture.CHANNELS;
          System.arraycopy(picture.rgb(), from, rgb, to, run * Picture.CHANNELS);
        } else {
          for (int i = 0; i < run; i++) {
            int from = (row + mirrored(fromX + i, width)) * Picture.CHANNELS;
            System.arraycopy(picture.rgb(), from, rgb, to + i * Picture.CHANNELS, Picture.CHANNELS);
          }
        }
        x += run;
      }
    }
    return new Picture(width, height, rgb);
  }

  private static int pixel(double place) {
    return (int) Math.floor(place);
  }

  /** How many pixels from x on lie behind each other in one row of the other picture. */
  private static int run(PicturePose.Affine there, int x, int y, int fromX, int fromY, int width) {
    int least = 1;
    int most = width - x;
    // What holds at both ends holds between them: it is a line.
    while (least < most) {
      int tried = (least + most + 1) / 2;
      double lastX = x + tried - 0.5;
      boolean straight =
          pixel(there.y(lastX, y + 0.5)) == fromY
              && pixel(there.x(lastX, y + 0.5)) == fromX + tried - 1;
      if (straight) {
        least = tried;
      } else {
        most = tried - 1;
      }
    }
    return least;
  }

  /** Pixels beyond the edge are those as far inside of it. */
  private static int mirrored(int at, int size) {
    int around = Math.floorMod(at, 2 * size);
    return around < size ? around : 2 * size - 1 - around;
  }
}
