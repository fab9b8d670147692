package io.linewatch.model.visual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PicturePreparationTest {
  private static final VisualSpec.Normalisation AS_IT_IS = new VisualSpec.Normalisation(0, 1);

  @Test
  void theSameSizeStaysAsItIs() {
    Picture picture = checkered(32, 24, 1);

    float[] planes = prepare(picture, 32, 24, VisualSpec.Aspect.STRETCH, PictureRegion.WHOLE);

    assertThat(planes).hasSize(3 * 32 * 24);
    assertThat(planes[24 * 32 + 5 * 32 + 7]).isEqualTo(picture.at(5, 7, 1));
  }

  @Test
  void whatIsFinerThanTheNewPixelsIsAveragedNotAliased() {
    float[] planes =
        prepare(checkered(320, 320, 1), 32, 32, VisualSpec.Aspect.STRETCH, PictureRegion.WHOLE);

    for (float value : planes) {
      assertThat(value).isCloseTo(127.5f, within(1f));
    }
  }

  @Test
  void anEvenPictureStaysEvenAtEverySize() {
    byte[] rgb = new byte[3 * 50 * 37];
    java.util.Arrays.fill(rgb, (byte) 200);

    for (int side : new int[] {16, 31, 64, 97}) {
      for (float value :
          prepare(
              new Picture(50, 37, rgb),
              side,
              side + 3,
              VisualSpec.Aspect.KEEP,
              PictureRegion.WHOLE)) {
        assertThat(value).isCloseTo(200f, within(0.01f));
      }
    }
  }

  @Test
  void whereTheAspectIsThePicturesOwnItHasAsManyPixelsAsTheScale() {
    PicturePreparation.Input input =
        new PicturePreparation(
                PictureRegion.WHOLE,
                List.of(new VisualSpec.Scale("picture", 320, 320)),
                VisualSpec.Aspect.OWN,
                AS_IT_IS,
                null)
            .prepare(checkered(200, 400, 10))
            .getFirst();

    assertThat(input.width()).isEqualTo(224);
    assertThat(input.height()).isEqualTo(448);
    assertThat(input.values()).hasSize(3 * 224 * 448);
  }

  @Test
  void onlyTheRegionIsSeen() {
    Picture picture = checkered(64, 64, 32);

    float[] planes =
        prepare(picture, 16, 16, VisualSpec.Aspect.STRETCH, new PictureRegion(0, 0, 0.5, 0.5));

    for (float value : planes) {
      assertThat(value).isEqualTo(planes[0]);
    }
  }

  @Test
  void whereTheAspectIsKeptCirclesStayRound() {
    Picture wide = checkered(128, 32, 32);

    float[] planes = prepare(wide, 64, 64, VisualSpec.Aspect.KEEP, PictureRegion.WHOLE);

    // The middle 16 rows are the picture, above and below its edges go on.
    assertThat(planes[0]).isEqualTo(planes[24 * 64]);
    assertThat(planes[63 * 64 + 40]).isEqualTo(planes[39 * 64 + 40]);
  }

  @Test
  void aPartThatLiesElsewhereIsMovedToItsPlace() {
    Random random = new Random(3);
    byte[] noise = new byte[400 * 300];
    random.nextBytes(noise);
    Picture golden = window(noise, 40, 30);
    VisualSpec.Alignment alignment = VisualSpec.Alignment.to(golden, 0.1);
    PictureAlignment aligning = new PictureAlignment(alignment);

    for (int[] shift : new int[][] {{0, 0}, {5, -3}, {-12, 7}, {1, 1}}) {
      Picture moved = aligning.aligned(window(noise, 40 - shift[0], 30 - shift[1]));
      for (int y = 20; y < 200; y += 7) {
        for (int x = 20; x < 280; x += 7) {
          assertThat(moved.at(y, x, 0)).isEqualTo(golden.at(y, x, 0));
        }
      }
    }
  }

  @Test
  void anotherPictureAltogetherIsLeftWhereItIs() {
    byte[] noise = new byte[400 * 300];
    byte[] other = new byte[400 * 300];
    new Random(3).nextBytes(noise);
    new Random(4).nextBytes(other);
    Picture foreign = window(other, 40, 30);

    assertThat(
            new PictureAlignment(VisualSpec.Alignment.to(window(noise, 40, 30), 0.1))
                .aligned(foreign))
        .isSameAs(foreign);
  }

  /** 320 × 240 pixels of coarse spots. */
  private static Picture window(byte[] noise, int left, int top) {
    byte[] rgb = new byte[3 * 320 * 240];
    for (int i = 0; i < rgb.length; i++) {
      int x = (i / 3 % 320 + left) / 4;
      int y = (i / 3 / 320 + top) / 4;
      rgb[i] = noise[y * 400 + x];
    }
    return new Picture(320, 240, rgb);
  }

  private static float[] prepare(
      Picture picture, int width, int height, VisualSpec.Aspect aspect, PictureRegion region) {
    return new PicturePreparation(
            region, List.of(new VisualSpec.Scale("picture", width, height)), aspect, AS_IT_IS, null)
        .prepare(picture)
        .getFirst()
        .values();
  }

  private static Picture checkered(int width, int height, int square) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width / square;
      int y = i / 3 / width / square;
      rgb[i] = (byte) ((x + y) % 2 == 0 ? 255 : 0);
    }
    return new Picture(width, height, rgb);
  }
}
