package io.linewatch.model.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.model.stream.SteppedNovelty.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SteppedNoveltyTest {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final long STEP = Duration.ofMinutes(5).toNanos() / 1_000;
  private static final int PERIOD = 24;
  private static final int LEARNED = 700;

  private SteppedNovelty novelty = new SteppedNovelty(WEEK);

  private static double wave(int step) {
    return 10 * Math.sin(2 * Math.PI * step / PERIOD);
  }

  private @Nullable Verdict feed(int step, double value) {
    long time = step * STEP + STEP / 2;
    return novelty.accept(time, value, time);
  }

  private void learn() {
    for (int step = 0; step < LEARNED; step++) {
      var _ = feed(step, wave(step));
    }
  }

  @Test
  void itScoresAsTheDetectorThatIsMeasuredDoes() {
    ContextNovelty measured = new ContextNovelty(SteppedNovelty.SETTINGS);
    int compared = 0;
    for (int step = 0; step < 2_000; step++) {
      double value = step % 301 == 300 ? 30 + step : wave(step);
      Verdict before = feed(step, value);
      if (step > 0) {
        double last = (step - 1) % 301 == 300 ? 30 + (step - 1) : wave(step - 1);
        boolean learned = !measured.learning();
        double score = measured.accept(last);
        if (learned) {
          assertThat(Objects.requireNonNull(before).percent())
              .isEqualTo(100 * score / SteppedNovelty.LIMIT);
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(1_000);
  }

  @Test
  void nothingIsToldWhileItLearns() {
    for (int step = 0; step < SteppedNovelty.LEARNING_STEPS; step++) {
      assertThat(feed(step, wave(step) + (step == 150 ? 90 : 0))).isNull();
    }
    assertThat(novelty.learning()).isTrue();
    assertThat(novelty.learningTime()).isEqualTo(Duration.ofHours(25));
  }

  @Test
  void aLevelNeverSeenIsToldWithItsMean() {
    learn();
    for (int second = 0; second < 10; second++) {
      assertThat(novelty.accept(LEARNED * STEP + second, 40 + second, LEARNED * STEP))
          .satisfies(verdict -> assertThat(verdict == null || verdict.percent() < 100).isTrue());
    }
    Verdict verdict = Objects.requireNonNull(feed(LEARNED + 1, 0));
    assertThat(verdict.mean()).isEqualTo(44.5);
    assertThat(verdict.unseen()).isTrue();
    assertThat(verdict.percent()).isGreaterThan(142);
    assertThat(verdict.timeMicros()).isEqualTo((LEARNED + 1) * STEP);
  }

  @Test
  void aNewOrderBeyondTheBudgetIsHeldBackAndAnUnseenLevelNeverIs() {
    learn();
    int step = LEARNED;
    int told = 0;
    // Two days between events, one bearable a week: the allowance runs out.
    for (int event = 0; event < 12; event++) {
      for (int calm = 0; calm < 576; calm++, step++) {
        told += isTold(feed(step, wave(step)));
      }
      // A usual value at another wrong time of the period: the order alone is new.
      for (int wrong = 0; wrong < 3; wrong++, step++) {
        told += isTold(feed(step, wave(step + 5 + event + 3 * wrong)));
      }
    }
    assertThat(novelty.heldBack()).isPositive();
    assertThat(told).isLessThanOrEqualTo(1 + step / SteppedNovelty.STEPS_PER_BUDGET + 1);
    for (int calm = 0; calm < 200; calm++, step++) {
      var _ = feed(step, wave(step));
    }
    var _ = feed(step, 400);
    assertThat(Objects.requireNonNull(feed(step + 1, 0)).percent()).isGreaterThan(142);
  }

  private static int isTold(@Nullable Verdict verdict) {
    return verdict != null && verdict.percent() > 100 ? 1 : 0;
  }

  @Test
  void itGoesOnAfterItsStateWasSavedAsIfNothingHadHappened() {
    learn();
    SteppedNovelty restored =
        Objects.requireNonNull(NoveltyState.read(NoveltyState.of(novelty), WEEK));
    for (int step = LEARNED; step < LEARNED + 500; step++) {
      double value = step == LEARNED + 200 ? 77 : wave(step);
      long time = step * STEP;
      assertThat(restored.accept(time, value, time)).isEqualTo(novelty.accept(time, value, time));
    }
    assertThat(NoveltyState.of(restored)).isEqualTo(NoveltyState.of(novelty));
  }

  @Test
  void theStateInTheMiddleOfLearningIsKeptToo() {
    for (int step = 0; step < 150; step++) {
      var _ = feed(step, wave(step));
    }
    novelty = Objects.requireNonNull(NoveltyState.read(NoveltyState.of(novelty), WEEK));
    for (int step = 150; step < SteppedNovelty.LEARNING_STEPS; step++) {
      var _ = feed(step, wave(step));
      assertThat(novelty.learning()).isTrue();
    }
    for (int step = 0; step < 3; step++) {
      var _ = feed(SteppedNovelty.LEARNING_STEPS + step, 0);
    }
    assertThat(novelty.learning()).isFalse();
  }

  @Test
  void aStateFromBeforeTheRangeIsTakenOnceMoreIsKept() {
    for (int step = 0; step < 450; step++) {
      var _ = feed(step, wave(step));
    }
    SteppedNovelty restored =
        Objects.requireNonNull(NoveltyState.read(NoveltyState.of(novelty), WEEK));
    for (int step = 450; step < 900; step++) {
      double value = step == 700 ? 77 : wave(step);
      long time = step * STEP;
      assertThat(restored.accept(time, value, time)).isEqualTo(novelty.accept(time, value, time));
    }
    assertThat(NoveltyState.of(restored)).isEqualTo(NoveltyState.of(novelty));
  }

  @Test
  void aStateOfTheVersionThatLearnedFromSixHundredStepsIsTaken() throws IOException {
    for (int learned : new int[] {100, 450, 900}) {
      SteppedNovelty restored = Objects.requireNonNull(NoveltyState.read(before(learned), WEEK));
      assertThat(restored.learning()).isEqualTo(learned < SteppedNovelty.LEARNING_STEPS);
      for (int step = learned; step < 1_000; step++) {
        Verdict verdict = restored.accept(step * STEP, wave(step), step * STEP);
        if (verdict != null) {
          assertThat(verdict.percent()).as("step %d", step).isLessThanOrEqualTo(100);
        }
      }
      var _ = restored.accept(1_000 * STEP, 400, 1_000 * STEP);
      assertThat(Objects.requireNonNull(restored.accept(1_001 * STEP, 0, 1_001 * STEP)).percent())
          .isGreaterThan(142);
    }
  }

  /** What version 0.1 kept: 600 values learned from, a range twice as wide as was seen. */
  private static byte[] before(int values) throws IOException {
    ContextNovelty detector =
        new ContextNovelty(new ContextNovelty.Settings(8, 1, 4, 600, 120, 0.7, 1_024));
    for (int step = 0; step < values; step++) {
      var _ = detector.accept(wave(step));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x4c57534e);
    out.writeByte(1);
    out.writeLong(STEP);
    out.writeLong(values - 1);
    out.writeDouble(0);
    out.writeInt(0);
    out.writeLong(values - 1);
    out.writeDouble(1);
    out.writeDouble(1);
    detector.write(out);
    CRC32 crc = new CRC32();
    crc.update(bytes.toByteArray());
    out.writeLong(crc.getValue());
    return bytes.toByteArray();
  }

  @Test
  void aDamagedStateAndOneOfAnotherBudgetAreNoState() {
    learn();
    byte[] state = NoveltyState.of(novelty);
    assertThat(state.length).isLessThanOrEqualTo(NoveltyState.MAX_BYTES);
    assertThat(NoveltyState.read(state, Duration.ofDays(8))).isNull();
    assertThat(NoveltyState.read(new byte[0], WEEK)).isNull();
    for (int at = 0; at < state.length; at++) {
      byte[] damaged = state.clone();
      damaged[at] ^= 4;
      assertThat(NoveltyState.read(damaged, WEEK)).as("byte %d", at).isNull();
    }
  }

  @Test
  void aReadingOfAWrongClockDoesNotStopTheRest() {
    learn();
    long now = LEARNED * STEP;
    var _ = novelty.accept(now + 1_000 * STEP, 0, now);
    var _ = novelty.accept(now, 0, now);
    assertThat(novelty.late()).isZero();
    assertThat(novelty.accept(now + STEP, 0, now + STEP)).isNotNull();
    var _ = novelty.accept(now, 0, now + STEP);
    assertThat(novelty.late()).isEqualTo(1);
  }

  @Test
  void itsMemoryIsBounded() {
    java.util.Random random = new java.util.Random(7);
    for (int step = 0; step < 20_000; step++) {
      var _ = feed(step, random.nextGaussian() * (step < LEARNED ? 1 : 20));
    }
    assertThat(novelty.forgotten()).isPositive();
    assertThat(NoveltyState.of(novelty).length).isLessThanOrEqualTo(NoveltyState.MAX_BYTES);
  }
}
