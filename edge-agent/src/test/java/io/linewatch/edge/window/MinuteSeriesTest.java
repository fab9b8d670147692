package io.linewatch.edge.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MinuteSeriesTest {
  private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");

  private final List<SeriesBlock> blocks = new ArrayList<>();
  private final MinuteSeries series =
      new MinuteSeries("gw", "s/a/l1/pump/temp", "Cel", T0, blocks::add);

  private void add(double second, double arrivalSecond) {
    add(second, second, Quality.GOOD, null, 1, arrivalSecond);
  }

  private void add(
      double second,
      double value,
      Quality quality,
      @Nullable String state,
      long revision,
      double arrivalSecond) {
    series.add(micros(second), value, quality, state, revision, micros(arrivalSecond));
  }

  private static long micros(double second) {
    return EpochMicros.of(T0) + Math.round(second * 1e6);
  }

  private int samples() {
    return blocks.stream().mapToInt(block -> block.values().length).sum();
  }

  @Test
  void aMinuteIsClosedWhenItsSeriesHasGoneOnPastItByTheLateness() {
    add(0, 0);
    add(59, 59);
    add(64.9, 64.9);
    assertThat(blocks).isEmpty();

    add(75, 75);

    assertThat(blocks).hasSize(1);
    SeriesBlock block = blocks.getFirst();
    assertThat(block.minute()).isEqualTo(T0);
    assertThat(block.part()).isZero();
    assertThat(block.timesMicros()).containsExactly(micros(0), micros(59));
    assertThat(block.complete()).as("the first minute of a run began before it").isFalse();
  }

  @Test
  void theMinutesOfManySeriesDoNotCloseAllAtOnce() {
    int[] closedBySecond = new int[80];
    for (int channel = 0; channel < 1_000; channel++) {
      int[] second = new int[1];
      MinuteSeries one =
          new MinuteSeries(
              "gw", "s/a/l/m/c" + channel, "", T0, block -> closedBySecond[second[0]]++);
      while (second[0] < 80) {
        one.add(micros(second[0]), 1, Quality.GOOD, null, 1, micros(second[0]));
        second[0]++;
      }
    }

    assertThat(Arrays.stream(closedBySecond, 0, 65)).containsOnly(0);
    assertThat(Arrays.stream(closedBySecond).sum()).isEqualTo(1_000);
    assertThat(Arrays.stream(closedBySecond).max().orElseThrow())
        .as("of a thousand in ten seconds")
        .isLessThan(200);
  }

  @Test
  void lateSamplesGatherInOneBlockInsteadOfMakingOneEach() {
    add(30, 30);
    add(200, 200);
    assertThat(blocks).hasSize(1);

    for (int i = 0; i < 1_000; i++) {
      add(31 + i / 100.0, 200 + i / 100.0);
    }
    assertThat(blocks).as("the late minute is still open").hasSize(1);
    add(266, 266);

    assertThat(blocks).hasSize(3);
    SeriesBlock late = blocks.getLast();
    assertThat(late.minute()).isEqualTo(T0);
    assertThat(late.part()).isEqualTo(1);
    assertThat(late.values()).hasSize(1_000);
  }

  @Test
  void lateMinutesAreBoundedInAgeInSizeAndInNumber() {
    add(30, 30);
    add(3_600, 3_600);
    blocks.clear();

    add(31, 3_600);
    add(32, 3_664);
    assertThat(blocks).isEmpty();
    add(33, 3_665);
    assertThat(blocks).as("open for 65 s").hasSize(1);
    blocks.clear();

    for (int i = 0; i <= MinuteSeries.MAX_SAMPLES_PER_BLOCK; i++) {
      add(120 + i / 1_000.0, 3_666);
    }
    assertThat(blocks).as("full").hasSize(1);
    blocks.clear();

    for (int minute = 10; minute < 40; minute++) {
      add(minute * 60, 3_667);
    }
    series.closeAll();
    // 30, the present minute, and the one that took what did not fit into the full one.
    assertThat(blocks).hasSize(32);
    assertThat(series.openSamples()).isZero();
  }

  @Test
  void aSeriesGoneSilentIsClosedOldestMinuteFirst() {
    add(64, 64);
    add(59, 64);
    series.closeWhenSilent(micros(64 + 65));
    assertThat(blocks).isEmpty();

    series.closeWhenSilent(micros(64 + 65.1));

    assertThat(blocks).extracting(SeriesBlock::minute).containsExactly(T0, T0.plusSeconds(60));
  }

  @Test
  void anotherPolicyBeginsAnotherPart() {
    add(1, 1, Quality.GOOD, null, 1, 1);
    add(2, 2, Quality.GOOD, null, 2, 2);
    series.closeAll();

    assertThat(blocks).extracting(SeriesBlock::policyRevision).containsExactly(1L, 2L);
    assertThat(blocks).extracting(SeriesBlock::part).containsExactly(0, 1);
  }

  @Test
  void aMinuteBeforeTheStartOfThisRunIsNumberedApart() {
    add(-30, 0);
    add(90, 90);
    add(-29, 91);
    series.closeAll();

    int first = blocks.getFirst().part();
    assertThat(first).isGreaterThan(1_000_000);
    assertThat(blocks).extracting(SeriesBlock::part).containsExactly(first, first + 1, 0);
  }

  @Test
  void inWhateverOrderSamplesComeAllAreInTheBlocksWithTheirQualityAndState() {
    Random random = new Random(20_261_130);
    TreeMap<Long, String> sent = new TreeMap<>();
    double now = 0;
    for (int i = 0; i < 20_000; i++) {
      now += random.nextDouble() / 5;
      double back = random.nextInt(20) == 0 ? random.nextInt(600) : random.nextInt(3);
      long time = micros(Math.floor((now - back) * 100) / 100);
      Quality quality = random.nextInt(10) == 0 ? Quality.UNCERTAIN : Quality.GOOD;
      String state = random.nextInt(10) == 0 ? null : "RUN";
      if (sent.putIfAbsent(time, i + " " + quality + " " + state) == null) {
        series.add(time, i, quality, state, 1, micros(now));
      }
    }
    series.closeAll();

    TreeMap<Long, String> kept = new TreeMap<>();
    for (SeriesBlock block : blocks) {
      for (int i = 0; i < block.values().length; i++) {
        String quality = at(block.qualities(), i);
        String state = block.machineStates().isEmpty() ? "null" : at(block.machineStates(), i);
        String words = (int) block.values()[i] + " " + quality + " " + state;
        assertThat(kept.put(block.timesMicros()[i], words)).isNull();
      }
    }
    assertThat(kept).isEqualTo(sent);
    assertThat(samples()).isEqualTo(sent.size());
    assertThat(blocks.size()).as("blocks for some 35 minutes").isLessThan(600);
    assertThat(Duration.ofSeconds((long) now)).isGreaterThan(Duration.ofMinutes(30));
  }

  private static String at(List<? extends SeriesBlock.Run<?>> runs, int index) {
    int end = 0;
    for (SeriesBlock.Run<?> run : runs) {
      end += run.length();
      if (index < end) {
        return String.valueOf(run.value());
      }
    }
    throw new AssertionError("no run covers sample " + index);
  }
}
