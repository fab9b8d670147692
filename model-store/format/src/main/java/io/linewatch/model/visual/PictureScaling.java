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
    float[] planes = new float[Picture.CHANNELS * width * height];
    // Down first: whole lines are added up, which the processor does many numbers at a time.
    float[] line = new float[picture.width() * Picture.CHANNELS];
    for (int y = 0; y < height; y++) {
      java.util.Arrays.fill(line, 0);
      for (int k = 0; k < rows[y].weights().length; k++) {
        add(picture.rgb(), (rows[y].first() + k) * line.length, rows[y].weights()[k], line);
      }
      for (int x = 0; x < width; x++) {
        across(line, columns[x], planes, y * width + x, width * height);
      }
    }
    return planes;
  }

  private static void add(byte[] rgb, int from, float weight, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * (rgb[from + i] & 0xff);
    }
  }

  private static void across(float[] line, Window column, float[] planes, int at, int plane) {
    float red = 0;
    float green = 0;
    float blue = 0;
    int pixel = column.first() * Picture.CHANNELS;
    for (float weight : column.weights()) {
      red += weight * line[pixel];
      green += weight * line[pixel + 1];
      blue += weight * line[pixel + 2];
      pixel += Picture.CHANNELS;
    }
    planes[at] = red;
    planes[plane + at] = green;
    planes[2 * plane + at] = blue;
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
