package io.linewatch.model.visual;

import java.util.Arrays;

/**
 * Pictures to other sizes, by a triangle filter as wide as the step between the new pixels: nothing
 * aliases, and enlarging is bilinear. Each new pixel is the weighted mean of all old ones below it.
 */
final class PictureScaling {
  private PictureScaling() {}

  /** What a sample is less than, or as much as, the byte that stands for it says. */
  private static final int SIGNED = 128;

  /**
   * @return [3, height, width], brightness 0 to 255
   */
  static float[] resize(Picture picture, int width, int height) {
    float[] planes = new float[Picture.CHANNELS * width * height];
    resize(picture, width, height, planes);
    return planes;
  }

  /**
   * @param planes [3, height, width] that come out, brightness 0 to 255
   */
  static void resize(Picture picture, int width, int height, float[] planes) {
    ScalingWindows columns = ScalingWindows.of(picture.width(), width);
    ScalingWindows rows = ScalingWindows.of(picture.height(), height);
    // Down first: whole lines are added up, which the processor does many numbers at a time.
    int samples = picture.width() * Picture.CHANNELS;
    byte[] bytes = new byte[samples];
    float[] line = new float[samples];
    float[][] open = new float[rows.mostAtOnce()][samples];
    int begun = 0;
    int done = 0;
    for (int row = 0; done < height; row++) {
      for (; begun < height && rows.first()[begun] <= row; begun++) {
        // The weights sum to 1, so that what is taken from each sample is added once.
        Arrays.fill(open[begun % open.length], SIGNED);
      }
      signed(picture.rgb(), row * samples, bytes, line);
      for (int y = done; y < begun; y++) {
        float weight = rows.weights()[y * rows.taps() + row - rows.first()[y]];
        if (weight > 0) {
          add(line, weight, open[y % open.length]);
        }
      }
      for (; done < begun && rows.first()[done] + rows.taps() == row + 1; done++) {
        across(open[done % open.length], columns, planes, done * width, width * height);
      }
    }
  }

  /**
   * A row's samples less 128: java's compiler turns signed bytes into numbers many at a time, and
   * unsigned ones one by one. Copied first, as it also leaves loops alone that read from one array
   * and write to another of the same type.
   */
  private static void signed(byte[] rgb, int from, byte[] bytes, float[] line) {
    System.arraycopy(rgb, from, bytes, 0, bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= (byte) SIGNED;
    }
    for (int i = 0; i < bytes.length; i++) {
      line[i] = bytes[i];
    }
  }

  private static void add(float[] line, float weight, float[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * line[i];
    }
  }

  /** One row of the new picture, from the line of old pixels' sums. */
  private static void across(
      float[] line, ScalingWindows columns, float[] planes, int at, int plane) {
    if (columns.taps() == 2) {
      enlarged(line, columns, planes, at, plane);
      return;
    }
    int[] first = columns.first();
    int x = 0;
    // Two at a time: the sum of one waits for each of its additions.
    for (; x + 1 < first.length; x += 2) {
      two(line, columns, x, planes, at + x, plane);
    }
    if (x < first.length) {
      one(line, columns, x, planes, at + x, plane);
    }
  }

  private static void two(
      float[] line, ScalingWindows columns, int x, float[] planes, int at, int plane) {
    float[] weights = columns.weights();
    int weight = x * columns.taps();
    int next = weight + columns.taps();
    int left = columns.first()[x] * Picture.CHANNELS;
    int right = columns.first()[x + 1] * Picture.CHANNELS;
    float red = 0;
    float green = 0;
    float blue = 0;
    float nextRed = 0;
    float nextGreen = 0;
    float nextBlue = 0;
    for (int k = 0; k < columns.taps(); k++) {
      float share = weights[weight + k];
      float nextShare = weights[next + k];
      red += share * line[left + 3 * k];
      green += share * line[left + 3 * k + 1];
      blue += share * line[left + 3 * k + 2];
      nextRed += nextShare * line[right + 3 * k];
      nextGreen += nextShare * line[right + 3 * k + 1];
      nextBlue += nextShare * line[right + 3 * k + 2];
    }
    planes[at] = red;
    planes[plane + at] = green;
    planes[2 * plane + at] = blue;
    planes[at + 1] = nextRed;
    planes[plane + at + 1] = nextGreen;
    planes[2 * plane + at + 1] = nextBlue;
  }

  private static void one(
      float[] line, ScalingWindows columns, int x, float[] planes, int at, int plane) {
    for (int channel = 0; channel < Picture.CHANNELS; channel++) {
      float sum = 0;
      for (int k = 0; k < columns.taps(); k++) {
        int sample = (columns.first()[x] + k) * Picture.CHANNELS + channel;
        sum += columns.weights()[x * columns.taps() + k] * line[sample];
      }
      planes[channel * plane + at] = sum;
    }
  }

  /** The same where every new pixel lies between two old ones. */
  private static void enlarged(
      float[] line, ScalingWindows columns, float[] planes, int at, int plane) {
    int[] first = columns.first();
    float[] weights = columns.weights();
    for (int x = 0; x < first.length; x++) {
      int pixel = first[x] * Picture.CHANNELS;
      float left = weights[2 * x];
      float right = weights[2 * x + 1];
      planes[at + x] = left * line[pixel] + right * line[pixel + 3];
      planes[plane + at + x] = left * line[pixel + 1] + right * line[pixel + 4];
      planes[2 * plane + at + x] = left * line[pixel + 2] + right * line[pixel + 5];
    }
  }

  /**
   * [3, height, width] into the middle of a greater one, whose rest is filled by its edges.
   *
   * @param full what comes out
   */
  static void surround(
      float[] planes, int width, int height, int fullWidth, int fullHeight, float[] full) {
    int left = (fullWidth - width) / 2;
    int top = (fullHeight - height) / 2;
    int at = 0;
    for (int channel = 0; channel < Picture.CHANNELS; channel++) {
      for (int y = 0; y < fullHeight; y++) {
        int row = (channel * height + Math.clamp((long) y - top, 0, height - 1)) * width;
        for (int x = 0; x < fullWidth; x++) {
          full[at++] = planes[row + Math.clamp((long) x - left, 0, width - 1)];
        }
      }
    }
  }
}
