package io.linewatch.model.fit.visual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadChoiceTest {
  private static HeadKind best(int pictures, double position, double context, double anywhere) {
    return HeadChoice.best(
        Map.of(HeadKind.POSITION, position, HeadKind.CONTEXT, context, HeadKind.ANYWHERE, anywhere),
        HeadChoice.usual(pictures));
  }

  @Test
  void fewPicturesAreJudgedByTheNearestPlaceAnywhereUnlessAnotherHeadIsClearlyBetter() {
    assertThat(best(31, 0.623, 0.625, 0.590)).isEqualTo(HeadKind.ANYWHERE);
    assertThat(best(49, 0.70, 0.5, 0.590)).isEqualTo(HeadKind.POSITION);
  }

  @Test
  void manyPicturesAreJudgedByPositionUnlessAnotherHeadIsClearlyBetter() {
    assertThat(best(50, 0.623, 0.625, 0.590)).isEqualTo(HeadKind.POSITION);
    assertThat(best(762, 0.883, 0.916, 0.745)).isEqualTo(HeadKind.CONTEXT);
  }
}
