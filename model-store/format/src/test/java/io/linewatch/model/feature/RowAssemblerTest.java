package io.linewatch.model.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.signal.Quality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowAssemblerTest {
  private static final long SECOND = 1_000_000;

  private record Sample(int channel, long time, double value) {}

  private static RowAssembler assembler(int latenessSeconds, int holdSeconds) {
    return new RowAssembler(
        2,
        Duration.ofSeconds(1),
        Duration.ofSeconds(latenessSeconds),
        Duration.ofSeconds(holdSeconds));
  }

  @Test
  void aRowWaitsUntilAReadingNewerThanTheLatenessHasCome() {
    RowAssembler rows = assembler(2, 5);
    assertThat(rows.accept(0, 10 * SECOND, 1, Quality.GOOD)).isEmpty();
    assertThat(rows.accept(1, 10 * SECOND, 2, Quality.GOOD)).isEmpty();
    assertThat(rows.accept(0, 12 * SECOND, 3, Quality.GOOD)).isEmpty();
    List<Row> out = rows.accept(0, 12 * SECOND + 1, 4, Quality.GOOD);
    assertThat(out).hasSize(1);
    assertThat(out.getFirst().timeMicros()).isEqualTo(10 * SECOND);
    assertThat(out.getFirst().values()).containsExactly(1, 2);
    assertThat(out.getFirst().quality()).isEqualTo(Quality.GOOD);
  }

  @Test
  void readingsBetweenGridTimesBelongToTheGridTimeAfterThem() {
    RowAssembler rows = assembler(0, 5);
    rows.accept(0, 10 * SECOND + 1, 1, Quality.GOOD);
    rows.accept(0, 10 * SECOND + 700_000, 2, Quality.GOOD);
    rows.accept(1, 11 * SECOND, 9, Quality.GOOD);
    List<Row> out = rows.flush();
    assertThat(out).hasSize(1);
    assertThat(out.getFirst().timeMicros()).isEqualTo(11 * SECOND);
    assertThat(out.getFirst().values()).containsExactly(2, 9);
  }

  @Test
  void aSilentChannelIsHeldAndThenMissing() {
    RowAssembler rows = assembler(0, 2);
    rows.accept(1, 10 * SECOND, 7, Quality.GOOD);
    List<Row> out = new ArrayList<>();
    for (int s = 10; s <= 14; s++) {
      out.addAll(rows.accept(0, s * SECOND, s, Quality.GOOD));
    }
    out.addAll(rows.flush());
    assertThat(out.stream().map(row -> row.values()[1]))
        .containsExactly(7.0, 7.0, 7.0, Double.NaN, Double.NaN);
    assertThat(out.stream().map(Row::quality))
        .containsExactly(Quality.GOOD, Quality.GOOD, Quality.GOOD, Quality.BAD, Quality.BAD);
  }

  @Test
  void aBadReadingIsMissingAtOnceAndAnUncertainOneIsMarked() {
    RowAssembler rows = assembler(0, 5);
    rows.accept(0, 10 * SECOND, 1, Quality.UNCERTAIN);
    rows.accept(1, 10 * SECOND, 1, Quality.GOOD);
    rows.accept(1, 11 * SECOND, 1, Quality.BAD);
    List<Row> out = new ArrayList<>(rows.accept(0, 12 * SECOND, 1, Quality.GOOD));
    assertThat(rows.counts().rows()).isEqualTo(2);
    out.addAll(rows.flush());
    assertThat(out.getLast().values()[1]).isNaN();
  }

  @Test
  void whatComesAfterItsRowIsRefusedAndCounted() {
    RowAssembler rows = assembler(1, 5);
    rows.accept(0, 10 * SECOND, 1, Quality.GOOD);
    rows.accept(0, 12 * SECOND, 1, Quality.GOOD);
    assertThat(rows.accept(1, 10 * SECOND, 99, Quality.GOOD)).isEmpty();
    assertThat(rows.counts().late()).isEqualTo(1);
  }

  @Test
  void aLongSilenceMakesOneRowOfMissingValuesAndNoMore() {
    RowAssembler rows = assembler(0, 3);
    rows.accept(0, 10 * SECOND, 1, Quality.GOOD);
    rows.accept(1, 10 * SECOND, 1, Quality.GOOD);
    rows.accept(0, 1_000_000 * SECOND, 2, Quality.GOOD);
    rows.accept(1, 1_000_000 * SECOND, 2, Quality.GOOD);
    rows.flush();
    assertThat(rows.counts().gaps()).isEqualTo(1);
    assertThat(rows.counts().rows()).isLessThan(8);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void arrivalOrderWithinTheLatenessDoesNotChangeTheRows(long seed) {
    Random random = new Random(seed);
    List<Sample> inOrder = new ArrayList<>();
    long time = 1_600_000_000L * SECOND;
    for (int i = 0; i < 2_000; i++) {
      time += 1 + random.nextInt(i % 200 == 199 ? 60_000_000 : 900_000);
      inOrder.add(new Sample(random.nextInt(2), time, random.nextGaussian()));
    }
    List<Sample> shuffled = new ArrayList<>(inOrder);
    long[] arrival =
        inOrder.stream().mapToLong(s -> s.time() + random.nextLong(3 * SECOND)).toArray();
    List<Integer> order = new ArrayList<>(IntStream.range(0, arrival.length).boxed().toList());
    order.sort(Comparator.comparingLong(i -> arrival[i]));
    shuffled.clear();
    order.forEach(i -> shuffled.add(inOrder.get(i)));

    RowAssembler first = assembler(3, 4);
    RowAssembler second = assembler(3, 4);
    List<String> expected = run(first, inOrder);
    assertThat(expected).hasSizeGreaterThan(500);
    assertThat(run(second, shuffled)).as("seed %d", seed).isEqualTo(expected);
    assertThat(second.counts().late()).isZero();
  }

  private static List<String> run(RowAssembler assembler, List<Sample> samples) {
    List<Row> rows = new ArrayList<>();
    for (Sample s : samples) {
      rows.addAll(assembler.accept(s.channel(), s.time(), s.value(), Quality.GOOD));
    }
    rows.addAll(assembler.flush());
    return rows.stream()
        .map(r -> r.timeMicros() + " " + r.values()[0] + " " + r.values()[1] + " " + r.quality())
        .toList();
  }
}
