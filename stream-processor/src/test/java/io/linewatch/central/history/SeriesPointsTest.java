package io.linewatch.central.history;

import static io.linewatch.central.fixture.Plant.NOON;
import static io.linewatch.central.fixture.Plant.PUMP;
import static io.linewatch.central.fixture.Plant.block;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.fixture.Plant;
import io.linewatch.central.history.SeriesPoints.Gap;
import io.linewatch.central.history.SeriesPoints.Point;
import io.linewatch.domain.series.SeriesBlock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeriesPointsTest {
  private static final String SERIES = Plant.VIBRATION.toString();

  private HistoryDatabase database;
  private HistoryReader reader;
  private HistoryLoader loader;

  @BeforeEach
  void start() {
    database = TestDatabase.empty();
    reader = new HistoryReader(database.dataSource());
    loader = new HistoryLoader(database.dataSource());
  }

  private SeriesPoints points(Instant from, Instant to, int max) {
    return reader.points(SERIES, from, to, max);
  }

  @Test
  void fewPointsComeBackExactlyAsTheyWereEvenInSeveralParts() {
    loader.loadSeries(Stream.of(block(SERIES, NOON, 1, 4, 5), block(SERIES, NOON, 0, 1, 2, 3)));
    SeriesPoints points = points(NOON, NOON.plusSeconds(60), 100);
    assertThat(points.downSampled()).isFalse();
    assertThat(points.unit()).isEqualTo("mm/s");
    assertThat(points.points()).extracting(Point::value).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
    assertThat(points.points().get(3).time()).isEqualTo(NOON.plusSeconds(30));
    assertThat(points.gaps()).isEmpty();
  }

  @Test
  void fromIsInclusiveAndToIsExclusive() {
    loader.loadSeries(Stream.of(block(SERIES, NOON, 0, 1, 2, 3)));
    assertThat(points(NOON.plusSeconds(1), NOON.plusSeconds(2), 100).points())
        .extracting(Point::value)
        .containsExactly(2.0);
  }

  @Test
  void aMissingMinuteAndAnIncompleteBlockAreGapsThatJoin() {
    SeriesBlock whole = block(SERIES, NOON, 0, 1);
    SeriesBlock last = block(SERIES, NOON.plusSeconds(180), 0, 3);
    SeriesBlock incomplete =
        new SeriesBlock(
            last.gateway(),
            SERIES,
            last.unit(),
            last.minute(),
            0,
            1,
            last.timesMicros(),
            last.values(),
            last.qualities(),
            last.machineStates(),
            false);
    loader.loadSeries(Stream.of(whole, incomplete));
    assertThat(points(NOON.minusSeconds(600), NOON.plusSeconds(6000), 100).gaps())
        .containsExactly(new Gap(NOON.plusSeconds(60), NOON.plusSeconds(240)));
  }

  @Test
  void anUnknownSeriesHasNoPoints() {
    assertThat(points(NOON, NOON.plusSeconds(60), 100).points()).isEmpty();
  }

  /** Against a plain reference that holds all samples in memory, at several widths. */
  @Test
  void downSamplingKeepsTheExactLeastAndGreatestOfEverySpan() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<SeriesBlock> blocks = new ArrayList<>();
    List<Point> all = new ArrayList<>();
    for (int minute = 0; minute < 240; minute++) {
      double[] values = random.doubles(10, -100, 100).toArray();
      SeriesBlock block = block(SERIES, NOON.plusSeconds(minute * 60L), 0, values);
      blocks.add(block);
      IntStream.range(0, values.length)
          .forEach(i ->
              all.add(
                  new Point(
                      block.minute().plusSeconds(i),
                      values[i],
                      io.linewatch.domain.signal.Quality.GOOD)));
    }
    loader.loadSeries(blocks.stream());
    Instant from = NOON.plusSeconds(47);
    Instant to = NOON.plusSeconds(239 * 60 + 5);
    for (int max : new int[] {2, 10, 40, 200, 1000}) {
      MinMaxBuckets reference = new MinMaxBuckets(micros(from), micros(to), max);
      all.forEach(point -> reference.add(micros(point.time()), point.value(), point.quality()));
      SeriesPoints points = points(from, to, max);
      assertThat(points.downSampled()).isTrue();
      assertThat(points.points()).isEqualTo(reference.points()).hasSizeLessThanOrEqualTo(max);
      List<Double> inside =
          all.stream()
              .filter(point -> !point.time().isBefore(from) && point.time().isBefore(to))
              .map(Point::value)
              .toList();
      assertThat(points.points().stream().mapToDouble(Point::value).max().orElseThrow())
          .isEqualTo(inside.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
      assertThat(points.points().stream().mapToDouble(Point::value).min().orElseThrow())
          .isEqualTo(inside.stream().mapToDouble(Double::doubleValue).min().orElseThrow());
    }
  }

  private static long micros(Instant time) {
    return Duration.between(Instant.EPOCH, time).toNanos() / 1000;
  }

  @Test
  void seriesOfAnAssetAreListedWithTheirSpan() {
    String fan = Plant.FAN_VIBRATION.toString();
    loader.loadSeries(
        Stream.of(
            block(SERIES, NOON, 0, 1),
            block(SERIES, NOON.plusSeconds(120), 0, 1),
            block(fan, NOON, 0, 1)));
    assertThat(reader.series(PUMP))
        .containsExactly(new SeriesInfo(SERIES, "mm/s", NOON, NOON.plusSeconds(180)));
  }

  @Test
  void everyDayHasItsPartition() throws SQLException {
    loader.loadSeries(
        Stream.of(
            block(SERIES, Instant.parse("2026-11-20T23:59:00Z"), 0, 1),
            block(SERIES, Instant.parse("2026-11-21T00:00:00Z"), 0, 1)));
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select (select count(*) from series_block_20261120), (select count(*) from series_block_20261121)")) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(1);
      assertThat(rows.getInt(2)).isEqualTo(1);
    }
  }

  @Test
  void twoProgramsMakeTheSamePartitionsAtOnce() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 4; i++) {
      int number = i;
      Thread thread =
          new Thread(() -> {
            List<SeriesBlock> blocks = new ArrayList<>();
            for (int day = 0; day < 5; day++) {
              Instant minute = Instant.parse("2026-03-01T00:00:00Z").plus(Duration.ofDays(day));
              blocks.add(block(SERIES, minute, number, 1));
            }
            new HistoryLoader(database.dataSource()).loadSeries(blocks.stream());
          });
      thread.setUncaughtExceptionHandler((_, failure) -> failures.add(failure));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    Instant start = Instant.parse("2026-03-01T00:00:00Z");
    assertThat(points(start, start.plus(Duration.ofDays(5)), 100).points()).hasSize(20);
  }
}
