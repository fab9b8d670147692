package io.linewatch.model.visual;

import java.util.Arrays;

/**
 * Pictures to other sizes, by a triangle filter as wide as the step between the new pixels: nothing
 * aliases, and enlarging is bilinear. Each new pixel is the weighted mean of all old ones below it.
 */
final class PictureScaling {
  private PictureScaling() {}

  /**
   * Which old pixels make the new ones along one side, and with which weights, which sum to 1.
   *
   * @param first by new pixel, the first old one
   * @param begin by new pixel, where its weights begin; the last entry is where they end
   */
  private record Windows(int[] first, int[] begin, float[] weights) {}

  /** What a sample is less than, or as much as, the byte that stands for it says. */
  private static final int SIGNED = 128;

  /**
   * @return [3, height, width], brightness 0 to 255
   */
  static float[] resize(Picture picture, int width, int height) {
    Windows columns = windows(picture.width(), width);
    Windows rows = windows(picture.height(), height);
    float[] planes = new float[Picture.CHANNELS * width * height];
    // Down first: whole lines are added up, which the processor does many numbers at a time.
    float[] line = new float[picture.width() * Picture.CHANNELS];
    byte[] samples = new byte[line.length];
    for (int y = 0; y < height; y++) {
      // The weights sum to 1, so that what is taken from each sample is added once.
      Arrays.fill(line, SIGNED);
      for (int k = rows.begin()[y]; k < rows.begin()[y + 1]; k++) {
        int row = rows.first()[y] + k - rows.begin()[y];
        signed(picture.rgb(), row * line.length, samples);
        add(samples, rows.weights()[k], line);
      }
      across(line, columns, planes, y * width, width * height);
    }
    return planes;
  }

  /**
   * A row's samples less 128: java's compiler turns signed bytes into numbers many at a time, and
   * unsigned ones one by one. Copied first, as it also leaves loops alone that read from one array
   * and write to another of the same type.
   */
  private static void signed(byte[] rgb, int from, byte[] samples) {
    System.arraycopy(rgb, from, samples, 0, samples.length);
    for (int i = 0; i < samples.length; i++) {
      samples[i] ^= (byte) SIGNED;
    }
  }

  private static void add(byte[] samples, float weight, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * samples[i];
    }
  }

  /** One row of the new picture, from the line of old pixels' sums. */
  private static void across(float[] line, Windows columns, float[] planes, int at, int plane) {
    int[] begin = columns.begin();
    float[] weights = columns.weights();
    for (int x = 0; x < columns.first().length; x++) {
      float red = 0;
      float green = 0;
      float blue = 0;
      int pixel = columns.first()[x] * Picture.CHANNELS;
      for (int k = begin[x]; k < begin[x + 1]; k++) {
        float weight = weights[k];
        red += weight * line[pixel];
        green += weight * line[pixel + 1];
        blue += weight * line[pixel + 2];
        pixel += Picture.CHANNELS;
      }
      planes[at + x] = red;
      planes[plane + at + x] = green;
      planes[2 * plane + at + x] = blue;
    }
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

  private static Windows windows(int oldSize, int newSize) {
    double step = (double) oldSize / newSize;
    double reach = Math.max(1, step);
    int[] first = new int[newSize];
    int[] begin = new int[newSize + 1];
    float[] weights = new float[newSize * ((int) Math.ceil(2 * reach) + 1)];
    for (int i = 0; i < newSize; i++) {
      double centre = (i + 0.5) * step;
      first[i] = (int) Math.max(0, Math.floor(centre - reach + 0.5));
      int end = (int) Math.min(oldSize, Math.floor(centre + reach + 0.5));
      double[] exact = new double[Math.max(1, end - first[i])];
      double sum = 0;
      for (int k = 0; k < exact.length; k++) {
        exact[k] = Math.max(0, 1 - Math.abs(first[i] + k + 0.5 - centre) / reach);
        sum += exact[k];
      }
      begin[i + 1] = begin[i] + exact.length;
      for (int k = 0; k < exact.length; k++) {
        weights[begin[i] + k] = (float) (exact[k] / sum);
      }
    }
    return new Windows(first, begin, weights);
  }
}
