package io.linewatch.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final StringWriter written = new StringWriter();

  @Test
  void onATerminalTheBarIsRedrawnInPlaceAndWipedForASentence() {
    ProgressBar bar = new ProgressBar(new PrintWriter(written), true);
    bar.done(0.5);
    bar.done(0.5);
    bar.said("Learning");
    bar.done(1);
    assertThat(written.toString())
        .containsOnlyOnce("[###############...............] 50 %")
        .contains("\rLearning" + System.lineSeparator())
        .endsWith("[##############################] 100 %" + System.lineSeparator());
  }

  @Test
  void inAFileThereAreSentencesAlone() {
    ProgressBar bar = new ProgressBar(new PrintWriter(written), false);
    bar.done(0.5);
    bar.said("Learning");
    bar.done(1);
    assertThat(written.toString()).isEqualTo("Learning" + System.lineSeparator());
  }
}
