package io.linewatch.model.fit.visual;

import io.linewatch.model.visual.Picture;
import java.util.SplittableRandom;

/**
 * Blemishes put into pictures of good parts, so that heads can be compared without a single real
 * defect. Sizes are shares of the shorter side.
 */
final class SeededBlemishes {
  private static final double LEAST_SIZE = 0.05;
  private static final double MOST_SIZE = 0.15;
  private static final int LEAST_CONTRAST = 30;
  private static final int MOST_CONTRAST = 90;

  private SeededBlemishes() {}

  enum Kind {
    /** A thin straight line, darker or lighter. */
    SCRATCH,
    /** A round spot that fades towards its edge. */
    SPOT,
    /** A piece of the same picture at another place (Li et al., CutPaste, CVPR 2021). */
    MOVED
  }

  /** A copy of the picture with one blemish. */
  static Picture put(Kind kind, Picture picture, SplittableRandom random) {
    byte[] rgb = picture.rgb().clone();
    int shorter = Math.min(picture.width(), picture.height());
    double size = shorter * random.nextDouble(LEAST_SIZE, MOST_SIZE);
    int contrast = random.nextInt(LEAST_CONTRAST, MOST_CONTRAST) * (random.nextBoolean() ? 1 : -1);
    double x = random.nextDouble(0.15, 0.85) * picture.width();
    double y = random.nextDouble(0.15, 0.85) * picture.height();
    Picture blemished = new Picture(picture.width(), picture.height(), rgb);
    switch (kind) {
      case SCRATCH -> scratch(blemished, x, y, 2 * size, contrast, random);
      case SPOT -> spot(blemished, x, y, size / 2, contrast);
      case MOVED -> moved(picture, blemished, x, y, size, random);
    }
    return blemished;
  }

  private static void scratch(
      Picture picture, double x, double y, double length, int contrast, SplittableRandom random) {
    double angle = random.nextDouble(0, Math.PI);
    double half = Math.max(0.7, Math.min(picture.width(), picture.height()) * 0.004);
    for (int v = (int) (y - length); v <= y + length; v++) {
      for (int u = (int) (x - length); u <= x + length; u++) {
        double along = (u - x) * Math.cos(angle) + (v - y) * Math.sin(angle);
        double across = (v - y) * Math.cos(angle) - (u - x) * Math.sin(angle);
        if (Math.abs(along) <= length / 2 && Math.abs(across) <= half) {
          change(picture, u, v, contrast);
        }
      }
    }
  }

  private static void spot(Picture picture, double x, double y, double radius, int contrast) {
    for (int v = (int) (y - 2 * radius); v <= y + 2 * radius; v++) {
      for (int u = (int) (x - 2 * radius); u <= x + 2 * radius; u++) {
        double square = ((u - x) * (u - x) + (v - y) * (v - y)) / (radius * radius);
        change(picture, u, v, (int) Math.round(contrast * Math.exp(-square)));
      }
    }
  }

  private static void moved(
      Picture from, Picture to, double x, double y, double size, SplittableRandom random) {
    int side = (int) Math.max(3, size);
    int dx = (int) Math.round((0.15 + random.nextDouble(0.2)) * from.width());
    int dy = (int) Math.round((0.15 + random.nextDouble(0.2)) * from.height());
    for (int v = (int) y; v < y + side; v++) {
      for (int u = (int) x; u < x + side; u++) {
        if (u < to.width() && v < to.height()) {
          int source = ((v + dy) % from.height() * from.width() + (u + dx) % from.width()) * 3;
          System.arraycopy(from.rgb(), source, to.rgb(), (v * to.width() + u) * 3, 3);
        }
      }
    }
  }

  private static void change(Picture picture, int x, int y, int contrast) {
    if (x >= 0 && y >= 0 && x < picture.width() && y < picture.height()) {
      for (int channel = 0; channel < Picture.CHANNELS; channel++) {
        int value = Math.clamp(picture.at(y, x, channel) + contrast, 0, 255);
        picture.rgb()[(y * picture.width() + x) * Picture.CHANNELS + channel] = (byte) value;
      }
    }
  }
}
