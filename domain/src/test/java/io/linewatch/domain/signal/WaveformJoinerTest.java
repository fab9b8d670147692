package io.linewatch.domain.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.linewatch.domain.plant.ChannelId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaveformJoinerTest {
  private static final ChannelId CHANNEL = ChannelId.of("s/a/l/pump/de");
  private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");
  private static final double RATE_HZ = 1_000;

  /** Samples that say which they are. */
  private static Waveform block(int from, int count) {
    double[] samples = IntStream.range(from, from + count).asDoubleStream().toArray();
    return new Waveform(CHANNEL, T0.plusMillis(from), Reading.TimeSource.SENSOR, RATE_HZ, samples);
  }

  @Test
  void blocksThatFollowEachOtherBecomeOnesOfTheWantedLength() {
    WaveformJoiner joiner = new WaveformJoiner(100, 10);
    List<Waveform> complete = new ArrayList<>();

    for (int from = 0; from < 300; from += 30) {
      complete.addAll(joiner.accept(block(from, 30)));
    }

    assertThat(complete).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(complete.get(i).start()).isEqualTo(T0.plusMillis(100L * i));
      assertThat(complete.get(i).samples()).hasSize(100).startsWith(100 * i).endsWith(100 * i + 99);
    }
    assertThat(joiner.gaps() + joiner.overlaps() + joiner.lostSamples()).isZero();
  }

  @Test
  void aGapGivesOutWhatIsLongEnoughAndCountsTheRest() {
    WaveformJoiner joiner = new WaveformJoiner(100, 10);

    assertThat(joiner.accept(block(0, 40))).isEmpty();
    List<Waveform> before = joiner.accept(block(60, 5));
    List<Waveform> lost = joiner.accept(block(200, 100));

    assertThat(before).hasSize(1);
    assertThat(before.getFirst().samples()).hasSize(40);
    assertThat(lost).hasSize(1);
    assertThat(lost.getFirst().samples()).hasSize(100).startsWith(200);
    assertThat(joiner.gaps()).isEqualTo(2);
    assertThat(joiner.lostSamples()).isEqualTo(5);
  }

  @Test
  void whatOverlapsIsTakenOnce() {
    WaveformJoiner joiner = new WaveformJoiner(100, 10);

    joiner.accept(block(0, 60));
    List<Waveform> complete = joiner.accept(block(40, 60));

    assertThat(complete).hasSize(1);
    assertThat(complete.getFirst().samples())
        .isEqualTo(IntStream.range(0, 100).asDoubleStream().toArray());
    assertThat(joiner.accept(block(0, 60))).isEmpty();
    assertThat(joiner.overlaps()).isEqualTo(2);
  }

  @Test
  void aSampleOfJitterIsNoGap() {
    WaveformJoiner joiner = new WaveformJoiner(100, 10);
    joiner.accept(block(0, 50));

    Waveform late =
        new Waveform(
            CHANNEL,
            T0.plusMillis(50).plusNanos(900_000),
            Reading.TimeSource.SENSOR,
            RATE_HZ,
            new double[50]);

    assertThat(joiner.accept(late)).hasSize(1);
    assertThat(joiner.gaps()).isZero();
  }

  @Test
  void anotherRateBeginsAnew() {
    WaveformJoiner joiner = new WaveformJoiner(100, 10);
    joiner.accept(block(0, 50));

    List<Waveform> complete =
        joiner.accept(
            new Waveform(
                CHANNEL, T0.plusMillis(50), Reading.TimeSource.SENSOR, 2_000, new double[20]));

    assertThat(complete).hasSize(1);
    assertThat(complete.getFirst().samples()).hasSize(50);
    assertThat(joiner.gaps()).isEqualTo(1);
  }

  @Test
  void aWaveformWithoutRateOrSamplesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Waveform(CHANNEL, T0, Reading.TimeSource.SENSOR, 0, new double[] {1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Waveform(CHANNEL, T0, Reading.TimeSource.SENSOR, 1, new double[0]));
  }
}
