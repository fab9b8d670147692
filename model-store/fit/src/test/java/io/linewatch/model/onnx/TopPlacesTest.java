package io.linewatch.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopPlacesTest {
  @Test
  void aScoreIsTheMeanOfAHundredthOfThePlacesAndOfNoMoreThanASpeckCovers() {
    assertThat(VisualGraph.topPlaces(20)).isEqualTo(1);
    assertThat(VisualGraph.topPlaces(400)).isEqualTo(4);
    assertThat(VisualGraph.topPlaces(1_600)).isEqualTo(16);
    assertThat(VisualGraph.topPlaces(16_384)).isEqualTo(16);
  }
}
