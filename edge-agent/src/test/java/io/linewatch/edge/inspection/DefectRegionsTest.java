package io.linewatch.edge.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.domain.inspection.DefectRegion;
import io.linewatch.model.visual.HeatMap;
import io.linewatch.model.visual.PictureRegion;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DefectRegionsTest {
  /** 4 rows, 8 columns; on a picture of 800 by 400 a place has 100 by 100 pixels. */
  private static final HeatMap MAP =
      new HeatMap(
          4,
          8,
          new float[] {
            0, 0, 0, 0, 0, 0, 0, 0, //
            0, 120, 130, 0, 0, 0, 101, 0, //
            0, 0, 0, 110, 0, 0, 0, 0, //
            0, 0, 0, 0, 0, 0, 0, 0
          });

  @Test
  void theMarkIsAroundWhatTouchesTheGreatestPlaceAndOtherSpotsAreNotInIt() {
    DefectRegion found =
        Objects.requireNonNull(DefectRegions.around(MAP, 800, 400, PictureRegion.WHOLE, 0.1));

    assertThat(found.left()).isEqualTo(100);
    assertThat(found.top()).isEqualTo(100);
    assertThat(found.width()).isEqualTo(300);
    assertThat(found.height()).isEqualTo(200);
    assertThat(found.areaPercent()).isEqualTo(100 * 3 / 32.0, within(1e-9));
    // Middles of the places: 150, 250, 350 across and 150, 150, 250 down; a pixel is 0.1 mm.
    assertThat(found.centreXMillimetres()).isEqualTo(25, within(1e-9));
    assertThat(found.centreYMillimetres()).isEqualTo(55 / 3.0, within(1e-9));
    assertThat(found.areaSquareMillimetres()).isEqualTo(300, within(1e-9));
  }

  @Test
  void aMapOfPartOfThePictureIsPutWhereThePartLies() {
    DefectRegion found =
        Objects.requireNonNull(
            DefectRegions.around(MAP, 1_600, 800, new PictureRegion(0.5, 0.5, 1, 1), null));

    assertThat(found.left()).isEqualTo(900);
    assertThat(found.top()).isEqualTo(500);
    assertThat(found.centreXMillimetres()).isNull();
  }

  @Test
  void belowTheLimitThePlacesNearestToTheGreatestValueAreShown() {
    HeatMap faint = new HeatMap(1, 4, new float[] {10, 40, 30, 5});

    DefectRegion found =
        Objects.requireNonNull(DefectRegions.around(faint, 400, 100, PictureRegion.WHOLE, null));

    assertThat(found.left()).isEqualTo(100);
    assertThat(found.width()).as("30 is above seven tenths of 40").isEqualTo(200);
  }

  @Test
  void nothingAboveZeroIsNowhere() {
    HeatMap none = new HeatMap(1, 2, new float[] {0, 0});

    assertThat(DefectRegions.around(none, 200, 100, PictureRegion.WHOLE, null)).isNull();
  }
}
