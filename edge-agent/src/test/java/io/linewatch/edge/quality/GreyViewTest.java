package io.linewatch.edge.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.model.visual.Picture;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GreyViewTest {
  @Test
  void sumsOfTheWidestPictureAreRight() {
    // White, black, black, and so on: two in three neighbours differ, and so do pixels eight apart.
    GreyView view = GreyView.of(grey(60_000, 16, x -> x % 3 == 0 ? 255 : 0));

    assertThat(view.sharpness()).isCloseTo(1, within(1e-3));
    assertThat(view.mean()).isCloseTo(85, within(1e-3));
    assertThat(view.blackPercent()).isCloseTo(200.0 / 3, within(1e-3));
    assertThat(view.whitePercent()).isCloseTo(100.0 / 3, within(1e-3));
  }

  @Test
  void everyBlockIsTheMeanOfItsPixelsWhereWidthsDoNotDivide() {
    GreyView view = GreyView.of(grey(100, 70, x -> 2 * x));

    for (int column = 0; column < GreyView.SIDE; column++) {
      double sum = 0;
      int count = 0;
      for (int x = 0; x < 100; x++) {
        boolean inside = x * GreyView.SIDE / 100 == column;
        sum += inside ? 2 * x : 0;
        count += inside ? 1 : 0;
      }
      assertThat(view.small()[5 * GreyView.SIDE + column])
          .isCloseTo((float) (sum / count), within(1e-3f));
    }
  }

  @Test
  void onePixelMakesAnotherPicture() {
    byte[] rgb = new byte[3 * 64 * 48];
    new Random(5).nextBytes(rgb);
    byte[] other = rgb.clone();
    other[4_321]++;

    assertThat(GreyView.of(new Picture(64, 48, other)).pixels())
        .isNotEqualTo(GreyView.of(new Picture(64, 48, rgb)).pixels());
    assertThat(GreyView.of(new Picture(64, 48, rgb.clone())).pixels())
        .isEqualTo(GreyView.of(new Picture(64, 48, rgb)).pixels());
  }

  private static Picture grey(int width, int height, java.util.function.IntUnaryOperator of) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) of.applyAsInt(i / 3 % width);
    }
    return new Picture(width, height, rgb);
  }
}
