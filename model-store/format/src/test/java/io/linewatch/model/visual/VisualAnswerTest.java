package io.linewatch.model.visual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.model.visual.LabelledAnswer.Activation;
import io.linewatch.model.visual.LabelledAnswer.Boxes;
import io.linewatch.model.visual.LabelledAnswer.Point;
import io.linewatch.model.visual.LabelledAnswer.Rule;
import io.linewatch.model.visual.LabelledAnswer.Zone;
import io.linewatch.model.visual.PicturePreparation.Frame;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An input of 64 × 64 pixels; boxes of two labels are 7 numbers. */
class VisualAnswerTest {
  private static final Frame WHOLE = new Frame(0, 0, 64, 64);
  private static final Zone LEFT =
      new Zone(
          "left", List.of(new Point(0, 0), new Point(.5, 0), new Point(.5, 1), new Point(0, 1)));

  private static VisualSpec spec(VisualSpec.Task task) {
    return new VisualSpec(
        VisualSpec.KIND,
        VisualSpec.VERSION,
        "labelled",
        "made",
        task,
        List.of(new VisualSpec.Scale("images", 64, 64)),
        VisualSpec.Aspect.KEEP,
        new VisualSpec.Normalisation(0, 1),
        PictureRegion.WHOLE,
        new VisualSpec.Outputs("output", "", 8, 8),
        new VisualSpec.Limits(80, 100),
        64,
        64,
        null,
        null,
        new AlarmPolicy(
            1,
            AlarmClass.ADVISORY,
            List.of(new Limit(Severity.MEDIUM, Comparison.ABOVE, 100)),
            null,
            null,
            Duration.ZERO,
            Duration.ZERO,
            0,
            false,
            null,
            Set.of(),
            null,
            "a",
            "b",
            "c"));
  }

  private static LabelledAnswer detector(boolean grid, Rule... rules) {
    return new LabelledAnswer(
        1,
        List.of("scratch", "screw"),
        Activation.NONE,
        false,
        new Boxes(grid, 0.45, 100),
        List.of(rules));
  }

  private static VisualScore detect(LabelledAnswer labels, Frame frame, float[]... boxes) {
    float[] flat = new float[boxes.length * 7];
    for (int i = 0; i < boxes.length; i++) {
      System.arraycopy(boxes[i], 0, flat, 7 * i, 7);
    }
    return new VisualAnswer(spec(VisualSpec.Task.DETECTION), labels).read(_ -> flat, frame);
  }

  private static VisualScore classify(Activation activation, float... numbers) {
    LabelledAnswer labels =
        new LabelledAnswer(
            1,
            List.of("good", "dented"),
            activation,
            false,
            null,
            List.of(new Rule("dented", 0.5, 0, 0, null)));
    return new VisualAnswer(spec(VisualSpec.Task.CLASSIFICATION), labels).read(_ -> numbers, WHOLE);
  }

  private static float[] scratch(double x, double y, double wide, double high, double sure) {
    return new float[] {(float) x, (float) y, (float) wide, (float) high, 1, (float) sure, 0};
  }

  private static float[] screw(double x, double y, double sure) {
    return new float[] {(float) x, (float) y, 8, 8, (float) sure, 0, 1};
  }

  private static Rule rule(String label, int least, int most, @Nullable Zone zone) {
    return new Rule(label, 0.5, least, most, zone);
  }

  @Test
  void aScratchIsMeasuredByItsRuleNamedAndMarkedWhereItIs() {
    VisualScore score =
        detect(detector(false, rule("scratch", 0, 0, null)), WHOLE, scratch(36, 20, 8, 8, 0.75));

    assertThat(score.percent()).isCloseTo(150, within(1e-4));
    assertThat(score.reason()).isEqualTo("scratch (0.75)");
    // Places are 8 pixels wide: the box from (32, 16) to (40, 24) covers one and touches others.
    assertThat(score.map().at(2, 4)).isCloseTo(150, within(1e-3f));
    assertThat(score.map().at(6, 1)).isZero();
  }

  @Test
  void whatIsLessSureThanItsRuleIsNoDefectButMayBeReviewed() {
    VisualScore score =
        detect(detector(false, rule("scratch", 0, 0, null)), WHOLE, scratch(36, 20, 8, 8, 0.45));

    assertThat(score.percent()).isCloseTo(90, within(1e-4));
    assertThat(score.reason()).isEmpty();
  }

  @Test
  void boxesThatLieOnEachOtherAreOneThingAndOthersAreNot() {
    LabelledAnswer labels = detector(false, rule("screw", 2, 2, null));

    assertThat(detect(labels, WHOLE, screw(20, 20, .9), screw(21, 20, .8)).reason())
        .isEqualTo("1 of 2 × screw");
    assertThat(detect(labels, WHOLE, screw(20, 20, .9), screw(40, 20, .8)).percent())
        .isCloseTo(62.5, within(1e-4));
    assertThat(
            detect(labels, WHOLE, screw(20, 20, .9), screw(40, 20, .8), screw(40, 50, .7)).reason())
        .isEqualTo("more than 2 × screw");
  }

  @Test
  void whatIsMissingIsMissedInItsZoneAlone() {
    LabelledAnswer labels = detector(false, rule("screw", 1, 9, LEFT));

    assertThat(detect(labels, WHOLE, screw(10, 30, .9)).percent()).isLessThan(100);
    VisualScore missing = detect(labels, WHOLE, screw(50, 30, .9));
    assertThat(missing.percent()).isEqualTo(1_000);
    assertThat(missing.reason()).isEqualTo("0 of 1 × screw in left");
    assertThat(missing.map().at(4, 1)).isEqualTo(1_000);
    assertThat(missing.map().at(4, 6)).isZero();
  }

  @Test
  void cellsOfAGridBecomePixelsAsYoloxSays() {
    float[][] boxes = new float[64 + 16 + 4][7];
    // Cell (3, 1) of the grid of 16 pixels: centre (0.5 + 3, 0.25 + 1) × 16, size e^0 and e^ln2.
    boxes[64 + 4 + 3] = new float[] {0.5f, 0.25f, 0, (float) Math.log(2), 1, 0.8f, 0};
    VisualScore score = detect(detector(true, rule("scratch", 0, 0, null)), WHOLE, boxes);

    assertThat(score.percent()).isCloseTo(160, within(1e-3));
    // x from 48 to 64, y from 4 to 36.
    assertThat(score.map().at(2, 6)).isPositive();
    assertThat(score.map().at(6, 6)).isZero();
    assertThat(score.map().at(2, 3)).isZero();
  }

  @Test
  void aPictureWithFilledBordersIsMarkedWhereItIsAndNotInItsBorders() {
    // 64 × 32 pixels in the middle of 64 × 64: the box at (16, 24) is a quarter down of the
    // picture.
    Frame frame = new Frame(0, 16, 64, 32);
    LabelledAnswer labels = detector(false, rule("scratch", 0, 0, null));

    VisualScore score = detect(labels, frame, scratch(16, 24, 4, 4, .9));
    assertThat(score.map().greatest()).isIn(8 + 1, 8 + 2, 16 + 1, 16 + 2);
    assertThat(detect(labels, frame, scratch(16, 5, 4, 4, .9)).percent()).isZero();
  }

  @Test
  void aClassifierIsMeasuredByItsLabelsProbability() {
    assertThat(classify(Activation.NONE, 0.7f, 0.3f).percent()).isCloseTo(60, within(1e-4));
    assertThat(classify(Activation.SOFTMAX, 1, 1 + (float) Math.log(3)).percent())
        .isCloseTo(150, within(1e-4));
    assertThat(classify(Activation.SIGMOID, 9, 0).percent()).isCloseTo(100, within(1e-4));
    assertThat(classify(Activation.NONE, 0.1f, 0.9f).reason()).isEqualTo("dented (0.90)");
  }

  @Test
  void numbersThatAreNoneAreNoAnswer() {
    assertThatIllegalStateException().isThrownBy(() -> classify(Activation.NONE, 0, Float.NaN));
    assertThatIllegalStateException().isThrownBy(() -> classify(Activation.NONE, 0, 0, 0));
    assertThatIllegalStateException()
        .isThrownBy(() ->
            detect(
                detector(false, rule("scratch", 0, 0, null)),
                WHOLE,
                scratch(Double.NaN, 1, 1, 1, 1)));
  }

  @Test
  void aThousandBoxesOnOnePlaceAreOne() {
    float[][] boxes = new float[5_000][];
    Arrays.setAll(boxes, i -> scratch(30 + i % 2, 30, 20, 20, 0.6 + i / 20_000.0));
    assertThat(detect(detector(false, rule("scratch", 0, 1, null)), WHOLE, boxes).percent())
        .isZero();
  }
}
