package io.linewatch.model.visual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PictureRegistrationTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final Picture GOLDEN = scene(0, 0, 0, 1, 0, 1);
  private static final VisualSpec.Alignment HOW = PictureRegistration.to(GOLDEN, 0.1, 10);
  private static final PictureRegistration REGISTRATION = new PictureRegistration(HOW);

  @Test
  void shiftAndTurnAreFoundToAFractionOfAPixel() {
    for (double[] off :
        new double[][] {
          {0, 0, 0}, {3.4, -2.7, 0.3}, {-31, 17, 1.2}, {55, -40, -6}, {12, 20, 9}, {0.5, 0.5, -9.4}
        }) {
      PicturePose pose = REGISTRATION.pose(scene(off[0], off[1], off[2], 1, 0, 2));

      assertThat(pose.right() * WIDTH).isCloseTo(off[0], offset(0.5));
      assertThat(pose.down() * HEIGHT).isCloseTo(off[1], offset(0.5));
      assertThat(pose.turn()).isCloseTo(off[2], offset(0.1));
      assertThat(pose.likeness()).isGreaterThan(0.98);
    }
  }

  @Test
  void anotherLampChangesNothing() {
    PicturePose dark = REGISTRATION.pose(scene(8, -5, 2, 0.5, 0, 3));
    PicturePose leaning = REGISTRATION.pose(scene(8, -5, 2, 1, 0.3, 3));

    for (PicturePose pose : new PicturePose[] {dark, leaning}) {
      assertThat(pose.right() * WIDTH).isCloseTo(8, offset(1.0));
      assertThat(pose.down() * HEIGHT).isCloseTo(-5, offset(1.0));
      assertThat(pose.turn()).isCloseTo(2, offset(0.2));
    }
  }

  @Test
  void aDefectDoesNotPullThePartAway() {
    Picture part = scene(8, -5, 2, 1, 0, 4);
    byte[] rgb = part.rgb().clone();
    for (int y = 150; y < 230; y++) {
      Arrays.fill(rgb, 3 * (y * WIDTH + 180), 3 * (y * WIDTH + 280), (byte) 250);
    }

    PicturePose pose = REGISTRATION.pose(new Picture(WIDTH, HEIGHT, rgb));

    assertThat(pose.right() * WIDTH).isCloseTo(8, offset(1.0));
    assertThat(pose.down() * HEIGHT).isCloseTo(-5, offset(1.0));
    assertThat(pose.turn()).isCloseTo(2, offset(0.2));
  }

  @Test
  void whatIsNoSuchPartIsLeftAsItLies() {
    byte[] noise = new byte[3 * WIDTH * HEIGHT];
    new Random(5).nextBytes(noise);
    byte[] flat = new byte[3 * WIDTH * HEIGHT];

    for (byte[] rgb : new byte[][] {noise, flat}) {
      PicturePose pose = REGISTRATION.pose(new Picture(WIDTH, HEIGHT, rgb));

      assertThat(pose.isSame()).isTrue();
      assertThat(pose.likeness()).isLessThan(PictureRegistration.LEAST_LIKENESS);
    }
    PicturePose far = REGISTRATION.pose(scene(110, 0, 0, 1, 0, 6));
    assertThat(far.isSame()).isTrue();
  }

  @Test
  void aMovedPictureIsPreparedAsTheGoldenOne() {
    PicturePreparation moving = preparation(HOW, PictureRegion.WHOLE);
    PicturePreparation still = preparation(null, PictureRegion.WHOLE);
    float[] golden = still.prepare(GOLDEN).getFirst().values();
    Picture off = scene(9.3, -6.6, 3, 1, 0, 1);

    double left = difference(golden, still.prepare(off).getFirst().values());
    double moved = difference(golden, moving.prepare(off).getFirst().values());

    assertThat(moved).isLessThan(left / 3).isLessThan(2);
    assertThat(moving.prepare(GOLDEN).getFirst().values()).isEqualTo(golden);
  }

  @Test
  void ofARegionTheSamePlacesOfThePartAreSeen() {
    PictureRegion region = new PictureRegion(0.3, 0.25, 0.7, 0.7);
    float[] golden = preparation(null, region).prepare(GOLDEN).getFirst().values();
    Picture off = scene(20.5, 13.2, -4, 1, 0, 1);

    assertThat(difference(golden, preparation(HOW, region).prepare(off).getFirst().values()))
        .isLessThan(2);
  }

  @Test
  void whatIsHotInTheGoldenPlaceIsShownWhereItLiesInThePicture() {
    Picture off = scene(40, -24, 0, 1, 0, 1);
    PicturePreparation moving = preparation(HOW, PictureRegion.WHOLE);
    float[] hot = new float[12 * 16];
    hot[6 * 16 + 4] = 100;

    HeatMap placed = moving.inPicture(new HeatMap(12, 16, hot), off, moving.pose(off));

    // A place is 40 × 40 pixels: one to the right, six tenths of one up.
    assertThat(placed.greatest()).isEqualTo(5 * 16 + 5);
    assertThat(placed.at(5, 5)).isBetween(50f, 70f);
    assertThat(placed.at(6, 5)).isBetween(30f, 50f);
    assertThat(placed.at(6, 4)).isLessThan(2f);
  }

  private static PicturePreparation preparation(
      VisualSpec.@Nullable Alignment how, PictureRegion region) {
    return new PicturePreparation(
        region,
        List.of(new VisualSpec.Scale("picture", 160, 128)),
        VisualSpec.Aspect.STRETCH,
        new VisualSpec.Normalisation(0, 1),
        how);
  }

  /** Mean of what differs, in grey levels, away from the edge. */
  private static double difference(float[] one, float[] other) {
    double sum = 0;
    int count = 0;
    for (int y = 16; y < 112; y++) {
      for (int x = 16; x < 144; x++) {
        sum += Math.abs(one[y * 160 + x] - other[y * 160 + x]);
        count++;
      }
    }
    return sum / count;
  }

  /** A plate with holes and a notch on a belt, and a camera's noise. */
  private static Picture scene(
      double right, double down, double turn, double lamp, double lean, long noise) {
    SplittableRandom random = new SplittableRandom(noise);
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    double cos = Math.cos(Math.toRadians(turn));
    double sin = Math.sin(Math.toRadians(turn));
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double u = x + 0.5 - WIDTH / 2.0 - right;
        double v = y + 0.5 - HEIGHT / 2.0 - down;
        double light = lamp * (1 + lean * (x - WIDTH / 2.0) / WIDTH);
        double grey = light * part(cos * u + sin * v, -sin * u + cos * v);
        byte value = (byte) Math.clamp(Math.round(grey + random.nextDouble(-3, 3)), 0, 255);
        Arrays.fill(rgb, 3 * (y * WIDTH + x), 3 * (y * WIDTH + x) + 3, value);
      }
    }
    return new Picture(WIDTH, HEIGHT, rgb);
  }

  private static double part(double x, double y) {
    double plate = Math.min(edge(190 - Math.abs(x)), edge(130 - Math.abs(y)));
    double hole = edge(40 - Math.hypot(x + 60, y + 20));
    double other = edge(22 - Math.hypot(x - 90, y - 50));
    double notch = Math.min(edge(30 - Math.abs(x - 40)), edge(-90 - y));
    return 40 + 130 * Math.max(0, plate - hole - other - notch);
  }

  /** 0 to 1 over two pixels. */
  private static double edge(double inside) {
    return Math.clamp(inside / 2 + 0.5, 0, 1);
  }
}
