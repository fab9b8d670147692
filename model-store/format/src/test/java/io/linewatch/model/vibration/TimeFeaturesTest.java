package io.linewatch.model.vibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeFeaturesTest {
  @Test
  void ofASineAreTheTextbooks() {
    TimeFeatures features = TimeFeatures.of(Signals.sine(10_000, 10_000, 50, 2));

    assertThat(features.rms()).isCloseTo(Math.sqrt(2), within(1e-9));
    assertThat(features.peak()).isCloseTo(2, within(1e-3));
    assertThat(features.crest()).isCloseTo(Math.sqrt(2), within(1e-3));
    assertThat(features.kurtosis()).isCloseTo(1.5, within(1e-9));
    assertThat(features.skewness()).isCloseTo(0, within(1e-9));
  }

  @Test
  void ofAnImpulseTrainAreThoseOfABernoulliVariable() {
    double[] train = new double[10_000];
    for (int n = 0; n < train.length; n += 100) {
      train[n] = 5;
    }

    TimeFeatures features = TimeFeatures.of(train);

    double p = 0.01;
    assertThat(features.rms()).isCloseTo(5 * Math.sqrt(p * (1 - p)), within(1e-9));
    assertThat(features.kurtosis())
        .isCloseTo(3 + (1 - 6 * p * (1 - p)) / (p * (1 - p)), within(1e-6));
    assertThat(features.skewness()).isCloseTo((1 - 2 * p) / Math.sqrt(p * (1 - p)), within(1e-6));
  }

  @Test
  void ofWhiteNoiseAreGaussian() {
    TimeFeatures features = TimeFeatures.of(Signals.noise(200_000, 3, new Random(1)));

    assertThat(features.rms()).isCloseTo(3, within(0.03));
    assertThat(features.kurtosis()).isCloseTo(3, within(0.05));
    assertThat(features.skewness()).isCloseTo(0, within(0.03));
  }

  @Test
  void anOffsetChangesNothing() {
    double[] sine = Signals.sine(1_000, 1_000, 10, 1);
    double[] lifted = sine.clone();
    for (int n = 0; n < lifted.length; n++) {
      lifted[n] += 1_000;
    }

    assertThat(TimeFeatures.of(lifted).rms()).isCloseTo(TimeFeatures.of(sine).rms(), within(1e-9));
  }

  @Test
  void aBlockThatDoesNotMoveHasNoneAndAnEmptyOneIsRefused() {
    assertThat(TimeFeatures.of(new double[] {4, 4, 4})).isEqualTo(new TimeFeatures(0, 0, 0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> TimeFeatures.of(new double[0]));
  }
}
