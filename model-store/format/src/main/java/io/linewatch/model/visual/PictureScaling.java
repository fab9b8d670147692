package io.linewatch.model.visual;

/**
 * Pictures to other sizes, by a triangle filter as wide as the step between the new pixels: nothing
 * aliases, and enlarging is bilinear. Each new pixel is the weighted mean of all old ones below it.
 */
final class PictureScaling {
  private PictureScaling() {}

  /** Which old pixels make a new one, and with which weights; weights of one sum to 1. */
  private record Window(int first, float[] weights) {}

  /**
   * @return [3, height, width], brightness 0 to 255
   */
  static float[] resize(Picture picture, int width, int height) {
    Window[] columns = windows(picture.width(), width);
    Window[] rows = windows(picture.height(), height);
    float[] narrow = narrowed(picture, columns);
    int line = width * Picture.CHANNELS;
    float[] planes = new float[line * height];
    float[] sums = new float[line];
    for (int y = 0; y < height; y++) {
      java.util.Arrays.fill(sums, 0);
      for (int k = 0; k < rows[y].weights().length; k++) {
        float weight = rows[y].weights()[k];
        int from = (rows[y].first() + k) * line;
        for (int i = 0; i < line; i++) {
          sums[i] += weight * narrow[from + i];
        }
      }
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < Picture.CHANNELS; channel++) {
          planes[(channel * height + y) * width + x] = sums[x * Picture.CHANNELS + channel];
        }
      }
    }
    return planes;
  }

  /** [3, height, width] into the middle of a greater one, whose rest is filled by its edges. */
  static float[] surround(float[] planes, int width, int height, int fullWidth, int fullHeight) {
    int left = (fullWidth - width) / 2;
    int top = (fullHeight - height) / 2;
    float[] full = new float[Picture.CHANNELS * fullWidth * fullHeight];
    int at = 0;
    for (int channel = 0; channel < Picture.CHANNELS; channel++) {
      for (int y = 0; y < fullHeight; y++) {
        int row = (channel * height + Math.clamp((long) y - top, 0, height - 1)) * width;
        for (int x = 0; x < fullWidth; x++) {
          full[at++] = planes[row + Math.clamp((long) x - left, 0, width - 1)];
        }
      }
    }
    return full;
  }

  /** [old height, new width, 3]. */
  private static float[] narrowed(Picture picture, Window[] columns) {
    byte[] rgb = picture.rgb();
    float[] narrow = new float[picture.height() * columns.length * Picture.CHANNELS];
    int at = 0;
    for (int y = 0; y < picture.height(); y++) {
      int row = y * picture.width();
      for (Window column : columns) {
        float red = 0;
        float green = 0;
        float blue = 0;
        int pixel = (row + column.first()) * Picture.CHANNELS;
        for (float weight : column.weights()) {
          red += weight * (rgb[pixel] & 0xff);
          green += weight * (rgb[pixel + 1] & 0xff);
          blue += weight * (rgb[pixel + 2] & 0xff);
          pixel += Picture.CHANNELS;
        }
        narrow[at++] = red;
        narrow[at++] = green;
        narrow[at++] = blue;
      }
    }
    return narrow;
  }

  private static Window[] windows(int oldSize, int newSize) {
    double step = (double) oldSize / newSize;
    double reach = Math.max(1, step);
    Window[] windows = new Window[newSize];
    for (int i = 0; i < newSize; i++) {
      double centre = (i + 0.5) * step;
      int first = (int) Math.max(0, Math.floor(centre - reach + 0.5));
      int end = (int) Math.min(oldSize, Math.floor(centre + reach + 0.5));
      double[] exact = new double[Math.max(1, end - first)];
      double sum = 0;
      for (int k = 0; k < exact.length; k++) {
        exact[k] = Math.max(0, 1 - Math.abs(first + k + 0.5 - centre) / reach);
        sum += exact[k];
      }
      float[] weights = new float[exact.length];
      for (int k = 0; k < exact.length; k++) {
        weights[k] = (float) (exact[k] / sum);
      }
      windows[i] = new Window(first, weights);
    }
    return windows;
  }
}
