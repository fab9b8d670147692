package io.linewatch.model.visual;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeatSpotsTest {
  private static final HeatMap MAP =
      new HeatMap(
          4,
          8,
          new float[] {
            0, 0, 0, 0, 0, 0, 0, 0, //
            0, 120, 130, 0, 0, 0, 101, 0, //
            0, 0, 0, 110, 0, 0, 0, 0, //
            0, 0, 0, 0, 0, 0, 0, 99
          });

  @Test
  void placesThatTouchAreOneSpot() {
    assertThat(HeatSpots.of(MAP, 100, 0, 1))
        .containsExactly(
            new HeatSpots.Spot(new PictureRegion(1 / 8.0, 0.25, 0.5, 0.75), 3, 130),
            new HeatSpots.Spot(new PictureRegion(0.75, 0.25, 7 / 8.0, 0.5), 1, 101));
  }

  @Test
  void aGapIsBridged() {
    assertThat(HeatSpots.of(MAP, 100, 2, 1)).hasSize(1);
  }

  @Test
  void smallSpotsAreLeftOut() {
    assertThat(HeatSpots.of(MAP, 100, 0, 2)).hasSize(1);
    assertThat(HeatSpots.of(MAP, 140, 0, 1)).isEmpty();
  }
}
