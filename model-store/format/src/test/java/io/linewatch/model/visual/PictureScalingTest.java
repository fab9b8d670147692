package io.linewatch.model.visual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureScalingTest {
  private static final long SEED = 7;

  /** Of 255: what is added up in another order differs in the last bits. */
  private static final float BITS = 1e-3f;

  @Test
  void everySizeIsWhatTheFilterSaysInWhateverOrderItIsAddedUp() {
    Random random = new Random(SEED);
    int[][] sizes = {
      {64, 48, 64, 48}, {67, 41, 32, 32}, {33, 50, 64, 97}, {129, 31, 10, 3}, {16, 16, 1, 40}
    };
    for (int[] size : sizes) {
      byte[] rgb = new byte[Picture.CHANNELS * size[0] * size[1]];
      random.nextBytes(rgb);
      Picture picture = new Picture(size[0], size[1], rgb);

      float[] planes = PictureScaling.resize(picture, size[2], size[3]);

      int at = 0;
      for (int channel = 0; channel < Picture.CHANNELS; channel++) {
        for (int y = 0; y < size[3]; y++) {
          for (int x = 0; x < size[2]; x++) {
            assertThat(planes[at++])
                .as("seed %d, size %s, channel %d, row %d, column %d", SEED, size, channel, y, x)
                .isCloseTo(plain(picture, channel, x, y, size[2], size[3]), within(BITS));
          }
        }
      }
    }
  }

  /** The triangle filter by its definition, one new pixel from all old ones. */
  private static float plain(
      Picture picture, int channel, int x, int y, int newWidth, int newHeight) {
    double sum = 0;
    double weights = 0;
    for (int row = 0; row < picture.height(); row++) {
      double down = weight(row, y, (double) picture.height() / newHeight);
      for (int column = 0; down > 0 && column < picture.width(); column++) {
        double weight = down * weight(column, x, (double) picture.width() / newWidth);
        sum += weight * picture.at(row, column, channel);
        weights += weight;
      }
    }
    return (float) (sum / weights);
  }

  private static double weight(int old, int fresh, double step) {
    double away = Math.abs(old + 0.5 - (fresh + 0.5) * step);
    return Math.max(0, 1 - away / Math.max(1, step));
  }
}
