package io.linewatch.central.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plots get: the channel's past before a limit existed, true last values, marks. */
final class PlotApiTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final String PUMP = SampleAlerts.PUMP.toString();
  private static ConsoleBench bench;
  private static Browser viewer;

  @BeforeAll
  static void start(@TempDir Path dir) throws Exception {
    bench = new ConsoleBench(dir, 0);
    viewer = Browser.loggedIn(bench, "viewer");
    bench.loader.loadSeries(blocks("vibration", 0, 60, 1));
    bench.loader.loadSeries(blocks("limit:vibration", 40, 60, 2));
    bench.loader.loadSeries(blocks("limit:oil_level", 0, 10, 5));
    bench.loader.loadSeries(blocks("flow", 0, 10, 7));
    bench.loader.loadAlerts(
        Stream.of(
            SampleAlerts.raised(
                new SampleAlerts.Sample(
                    "p1",
                    PUMP + "/limit:vibration",
                    SampleAlerts.PUMP,
                    io.linewatch.domain.decision.Severity.HIGH,
                    io.linewatch.domain.decision.AlarmClass.ALARM,
                    5,
                    "mm/s",
                    4.5),
                1,
                START.plus(Duration.ofMinutes(30)),
                io.linewatch.domain.alert.AlertEvent.Transition.RAISED)));
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
  }

  @Test
  void beforeALimitWasSetItsPlotShowsTheChannel() throws Exception {
    JsonNode plot = plot("limit:vibration", 60, 1000);
    assertThat(plot.get("series").asText()).isEqualTo(PUMP + "/limit:vibration");
    assertThat(valueAt(plot, 10)).isEqualTo(1);
    assertThat(valueAt(plot, 50)).isEqualTo(2);
    assertThat(plot.get("gaps")).isEmpty();
    assertThat(plot.get("imported").asBoolean()).isFalse();
    assertThat(times(plot)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void thinningDoesNotTearTheSeamAndARealHoleStaysOne() throws Exception {
    assertThat(plot("limit:vibration", 60, 40).get("gaps")).isEmpty();
    bench.loader.loadSeries(blocks("torn", 0, 10, 1));
    bench.loader.loadSeries(blocks("limit:torn", 30, 60, 2));
    assertThat(plot("limit:torn", 60, 1000).get("gaps")).hasSize(1);
  }

  @Test
  void aLimitWithoutSeriesOfItsOwnShowsTheChannel() throws Exception {
    JsonNode plot = plot("limit:flow", 60, 1000);
    assertThat(valueAt(plot, 5)).isEqualTo(7);
    assertThat(plot.get("unit").asText()).isEqualTo("mm/s");
  }

  @Test
  void aChannelIsNotMixedWithItsDetector() throws Exception {
    assertThat(valueAt(plot("vibration", 60, 1000), 50)).isEqualTo(1);
  }

  @Test
  void theLastValueIsTheNewestOneNotAnExtremeOfAThinnedPlot() throws Exception {
    bench.loader.loadSeries(
        Stream.of(
            block("spiky", 0, new double[] {3, 9, 1, 4}),
            block("spiky", 1, new double[] {8, 2, 9, 5})));
    JsonNode plot = plot("spiky", 60, 2);
    assertThat(plot.get("last").get(1).asDouble()).isEqualTo(5);
  }

  @Test
  void alertsOfALimitMarkThePlotOfItsChannelToo() throws Exception {
    assertThat(plot("vibration", 60, 100).get("alerts")).hasSize(1);
    assertThat(plot("limit:vibration", 60, 100).get("alerts")).hasSize(1);
    assertThat(plot("flow", 60, 100).get("alerts")).isEmpty();
  }

  @Test
  void trendsHaveOneEntryForAChannelAndItsLimit() throws Exception {
    JsonNode trends = get("/api/asset/trends?path=" + PUMP, 60).get("trends");
    assertThat(trends.findValuesAsText("name"))
        .contains("vibration", "oil_level", "flow")
        .doesNotHaveDuplicates()
        .noneMatch(name -> name.startsWith("limit:"));
    JsonNode vibration = trends.get(trends.findValuesAsText("name").indexOf("vibration"));
    assertThat(vibration.get("values")).hasSizeBetween(2, 160);
    assertThat(valueAt(vibration, 10)).isEqualTo(1);
    assertThat(vibration.get("last").get(1).asDouble()).isEqualTo(2);
  }

  @Test
  void aRangeThatEndsBeforeItBeginsIsRefused() throws Exception {
    String query = "&from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z";
    assertThat(viewer.get("/api/asset/trends?path=" + PUMP + query).code())
        .isEqualTo("bad-request");
  }

  private static JsonNode plot(String name, int minutes, int maxPoints) throws Exception {
    return get("/api/series?series=" + PUMP + "/" + name + "&maxPoints=" + maxPoints, minutes);
  }

  private static JsonNode get(String path, int minutes) throws Exception {
    Browser.Answer answer =
        viewer.get(path + "&from=" + START + "&to=" + START.plus(Duration.ofMinutes(minutes)));
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    return answer.json();
  }

  private static double valueAt(JsonNode plot, int minute) {
    long time = START.plus(Duration.ofMinutes(minute)).toEpochMilli();
    for (JsonNode point : plot.get("values")) {
      if (point.get(0).asLong() >= time && !point.get(1).isNull()) {
        return point.get(1).asDouble();
      }
    }
    throw new AssertionError("no value after minute " + minute + " in " + plot);
  }

  private static List<Long> times(JsonNode plot) {
    List<Long> times = new java.util.ArrayList<>();
    plot.get("values").forEach(point -> times.add(point.get(0).asLong()));
    return times;
  }

  private static Stream<SeriesBlock> blocks(String name, int from, int to, double value) {
    return IntStream.range(from, to)
        .mapToObj(minute -> block(name, minute, new double[] {value, value, value, value}));
  }

  private static SeriesBlock block(String name, int minute, double[] values) {
    Instant begin = START.plus(Duration.ofMinutes(minute));
    long[] times = new long[values.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = (begin.getEpochSecond() + i * 15L) * 1_000_000;
    }
    return new SeriesBlock(
        "gw-1",
        PUMP + "/" + name,
        "mm/s",
        begin,
        0,
        1,
        times,
        values,
        List.of(new SeriesBlock.Run<>(Quality.GOOD, values.length)),
        List.of(),
        true);
  }
}
