package io.linewatch.domain.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.series.SeriesBlock.Run;
import io.linewatch.domain.signal.Quality;
import io.linewatch.fixture.fuzz.ByteMutator;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.Mutator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Damaged blocks, and blocks that were made to do harm: with a checksum that fits. */
class SeriesFuzzTest {
  private static final int HOLD = 64 << 20;

  @Test
  void everyBlockIsAValueThatTravelsOnOrIsRefusedWithAReason() {
    Mutator body = new ByteMutator();
    Mutator resealed =
        (input, other, random) ->
            SeriesCodec.seal(body.mutate(bodyOf(input), bodyOf(other), random));

    Fuzz.run(
        FuzzTarget.of(
                "series-block",
                samples(),
                Mutator.anyOf(new ByteMutator(), resealed, resealed, resealed),
                SeriesFuzzTest::decode)
            .memory(HOLD, 2_048));
  }

  /** The body, or the bytes themselves where there is none. */
  private static byte[] bodyOf(byte[] input) {
    try {
      return SeriesCodec.unseal(input);
    } catch (MalformedBlock damaged) {
      return input;
    }
  }

  private static @Nullable String decode(byte[] input) {
    SeriesBlock block;
    try {
      block = SeriesCodec.decode(input);
    } catch (MalformedBlock refused) {
      return String.valueOf(refused.getMessage());
    }
    byte[] again = SeriesCodec.encode(block);
    assertThat(SeriesCodec.decode(again)).isEqualTo(block);
    return null;
  }

  private static List<byte[]> samples() {
    Random random = new Random(5);
    List<byte[]> samples = new ArrayList<>();
    samples.add(SeriesCodec.encode(block(new double[0], List.of())));
    samples.add(
        SeriesCodec.encode(
            block(
                new double[] {4.25, -0.0, Double.NaN, Double.MIN_VALUE},
                List.of(SeriesBlock.stateRun("RUN", 3), SeriesBlock.stateRun(null, 1)))));
    double[] decimals = random.ints(600, -5_000, 5_000).mapToDouble(i -> i / 100.0).toArray();
    samples.add(SeriesCodec.encode(block(decimals, List.of(SeriesBlock.stateRun("IDLE", 600)))));
    samples.add(SeriesCodec.encode(block(random.doubles(100).toArray(), List.of())));
    return samples;
  }

  private static SeriesBlock block(double[] values, List<Run<@Nullable String>> states) {
    Instant minute = Instant.parse("2026-11-23T08:15:00Z");
    long[] times = new long[values.length];
    Arrays.setAll(times, i -> minute.getEpochSecond() * 1_000_000 + i * 100_000L + i % 3);
    List<Run<Quality>> qualities =
        values.length == 0 ? List.of() : List.of(new Run<>(Quality.GOOD, values.length));
    return new SeriesBlock(
        "网关-1",
        "demo/hall-1/line-1/pump-101/limit:vibration_rms",
        "mm/s",
        minute,
        2,
        41,
        times,
        values,
        qualities,
        states,
        false);
  }
}
