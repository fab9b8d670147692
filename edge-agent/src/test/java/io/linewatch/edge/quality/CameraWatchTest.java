package io.linewatch.edge.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.domain.inspection.PictureFault;
import io.linewatch.edge.inspection.TestPictures;
import io.linewatch.edge.inspection.TestPictures.Scene;
import io.linewatch.model.visual.Picture;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault is told by its number, at the usual limits, and a good picture by none. */
class CameraWatchTest {
  private final CameraWatch camera = new CameraWatch(true);

  @BeforeEach
  void reference() {
    camera.compareWith(GreyView.of(TestPictures.picture(Scene.GOOD, 0)));
  }

  private static Picture scene(
      double light, double shiftX, double shiftY, double turn, int blur, long seed) {
    return TestPictures.picture(new Scene(light, shiftX, shiftY, turn, blur, false), seed);
  }

  private Map<PictureFault, Double> look(Picture picture) {
    return camera.take(GreyView.of(picture));
  }

  private static Set<PictureFault> faults(Map<PictureFault, Double> measured) {
    Set<PictureFault> faults = new TreeSet<>();
    measured.forEach((fault, number) -> {
      if (number > fault.usualLimit()) {
        faults.add(fault);
      }
    });
    return faults;
  }

  @Test
  void goodPicturesHaveNoFaultHoweverTheyVaryALittle() {
    for (int i = 1; i <= 60; i++) {
      double light = 1 + 0.05 * Math.sin(i);
      Picture picture = scene(light, i % 3 - 1, i % 5 - 2, (i % 7 - 3) * 0.3, 0, i);
      Map<PictureFault, Double> measured = look(picture);
      assertThat(faults(measured)).as("picture %d: %s", i, measured).isEmpty();
    }
  }

  @Test
  void aDefectOnThePartIsNoFaultOfTheCamera() {
    for (int i = 1; i <= 10; i++) {
      assertThat(faults(look(TestPictures.picture(Scene.BAD, i)))).isEmpty();
    }
  }

  @Test
  void aFrozenPictureIsToldByTheThird() {
    Picture same = scene(1, 0, 0, 0, 0, 7);
    assertThat(faults(look(same))).isEmpty();
    assertThat(faults(look(same))).isEmpty();
    assertThat(faults(look(same))).containsExactly(PictureFault.FROZEN);
    assertThat(faults(look(scene(1, 0, 0, 0, 0, 8)))).isEmpty();
  }

  @Test
  void aRunOfPicturesThatComesAgainIsReplayed() {
    for (int i = 0; i < 20; i++) {
      assertThat(faults(look(scene(1, 0, 0, 0, 0, i)))).isEmpty();
    }
    for (int i = 0; i < 20; i++) {
      Set<PictureFault> faults = faults(look(scene(1, 0, 0, 0, 0, i)));
      assertThat(faults.contains(PictureFault.REPLAYED)).as("picture %d", i).isEqualTo(i >= 7);
    }
  }

  @Test
  void darknessAndTooMuchLightAreToldAlsoWithoutAReference() {
    camera.compareWith(null);
    assertThat(faults(look(TestPictures.plain(3)))).containsExactly(PictureFault.BLACK);
    assertThat(faults(look(TestPictures.plain(255)))).containsExactly(PictureFault.OVER_EXPOSED);
  }

  @Test
  void blurIsToldByWhatIsLostOfTheSharpness() {
    assertThat(faults(look(scene(1, 0, 0, 0, 12, 1)))).containsExactly(PictureFault.BLURRED);
    // A lamp at half its light takes no sharpness.
    assertThat(look(scene(0.6, 0, 0, 0, 0, 2)).get(PictureFault.BLURRED)).isLessThan(20);
  }

  @Test
  void aShiftIsMeasuredInPercentOfTheWidth() {
    Map<PictureFault, Double> measured = look(scene(1, 16, 0, 0, 0, 1));
    assertThat(measured.get(PictureFault.SHIFTED)).isCloseTo(10, within(1.0));
    assertThat(faults(measured)).contains(PictureFault.SHIFTED);
  }

  @Test
  void aTurnIsMeasuredInDegrees() {
    assertThat(look(scene(1, 0, 0, 5, 0, 1)).get(PictureFault.ROTATED)).isCloseTo(5, within(1.0));
    assertThat(look(scene(1, 0, 0, -4, 0, 2)).get(PictureFault.ROTATED)).isCloseTo(4, within(1.0));
  }

  @Test
  void aLampThatFadesIsToldOverManyPicturesAndNotByOne() {
    assertThat(faults(look(scene(1, 0, 0, 0, 0, 1)))).isEmpty();
    assertThat(faults(look(scene(0.6, 0, 0, 0, 0, 2)))).isEmpty();
    Set<PictureFault> faults = Set.of();
    for (int i = 3; i < 40; i++) {
      faults = faults(look(scene(0.6, 0, 0, 0, 0, i)));
    }
    assertThat(faults).containsExactly(PictureFault.LAMP_DRIFT);
  }

  @Test
  void aPartThatIsAnotherIsUnlikeTheReference() {
    byte[] rgb = new byte[3 * TestPictures.WIDTH * TestPictures.HEIGHT];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % TestPictures.WIDTH;
      rgb[i] = (byte) (x / 12 % 2 == 0 ? 40 : 180);
    }
    Picture stripes = new Picture(TestPictures.WIDTH, TestPictures.HEIGHT, rgb);
    assertThat(faults(look(stripes))).contains(PictureFault.WRONG_PART);
  }

  @Test
  void aCoveredLensShowsNothingWhereThereWasSomething() {
    assertThat(faults(look(TestPictures.plain(120)))).contains(PictureFault.COVERED);
  }
}
