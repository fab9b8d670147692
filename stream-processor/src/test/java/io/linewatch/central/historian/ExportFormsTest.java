package io.linewatch.central.historian;

import static io.linewatch.central.historian.PlantForImport.FLOW;
import static io.linewatch.central.historian.PlantForImport.TEMPERATURE;
import static io.linewatch.central.historian.PlantForImport.VIBRATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.historian.HistorianImport.Outcome;
import io.linewatch.central.history.HistoryReader;
import io.linewatch.central.history.ImportStore;
import io.linewatch.central.history.SeriesPoints.Point;
import io.linewatch.central.history.TestDatabase;
import io.linewatch.domain.signal.Quality;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same values, written in every way that historians write them, must be the same in history.
 */
class ExportFormsTest {
  private static final Instant BEGIN = Instant.parse("2026-02-10T22:58:00Z");
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final List<String> CHANNELS = List.of(VIBRATION, TEMPERATURE, FLOW);
  private static final List<String> NAMES = List.of("vibration", "temperature", "flow");
  private static final List<String> MARKERS = List.of("Bad", "I/O Timeout", "#N/A", "坏值");
  private static final int ROWS = 400;
  private static final long SEED = 20_260_210;

  private ImportStore store;
  private HistoryReader reader;

  @TempDir Path folder;

  @BeforeEach
  void start() {
    store = new ImportStore(TestDatabase.empty());
    reader = new HistoryReader(TestDatabase.empty().dataSource());
  }

  /** One value of one channel; a marker stands in its place where there is none. */
  private record Value(Instant time, int channel, double value, String marker, Quality quality) {}

  private static List<Value> values(boolean qualityColumn) {
    Random random = new Random(SEED);
    List<Value> values = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      // Over midnight of UTC, with a hole of twenty minutes in the middle.
      Instant time = BEGIN.plusSeconds(7L * row + (row > ROWS / 2 ? 1_200 : 0));
      for (int channel = 0; channel < CHANNELS.size(); channel++) {
        boolean bad = random.nextInt(40) == 0;
        Quality quality =
            !qualityColumn || random.nextInt(10) > 0 ? Quality.GOOD : Quality.UNCERTAIN;
        values.add(
            new Value(
                time,
                channel,
                Math.round(random.nextGaussian() * 10_000) / 1_000.0,
                bad ? MARKERS.get(random.nextInt(MARKERS.size())) : "",
                bad ? Quality.BAD : quality));
      }
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "long, comma, UTF-8, Europe/Berlin",
    "long, point, UTF-8, UTC",
    "long, comma, GB18030, Asia/Shanghai",
    "long, point, GB18030, +08:00",
    "wide, comma, UTF-8, Asia/Shanghai",
    "wide, point, UTF-8, offset",
    "wide, comma, GB18030, Asia/Kolkata",
    "wide, point, GB18030, America/New_York",
    "long, point, UTF-16LE, epoch",
    "wide, comma, windows-1252, offset",
  })
  void theSameValuesComeOutOfEveryForm(String layout, String decimal, String charset, String zone)
      throws Exception {
    boolean isLong = layout.equals("long");
    List<Value> values = values(isLong);
    String text = isLong ? longText(values, decimal, zone) : wideText(values, decimal, zone);
    if (charset.equals("windows-1252")) {
      text = text.replace("坏值", "Bad").replace("备注", "Bemerkung für °C");
    }
    Path file = folder.resolve("export.csv");
    String mark = charset.startsWith("UTF-16") ? "\uFEFF" : "";
    Files.write(file, (mark + text).getBytes(Charset.forName(charset)));

    OptionsOf options = OptionsOf.pump();
    if (!zone.equals("offset") && !zone.equals("epoch")) {
      options.zone(zone);
    }
    HistorianImport historian =
        HistorianImport.of(file, PlantForImport.SHEET, options.options(), NOW);
    assertThat(historian.readAs()).contains(charset.replace("UTF-16LE", "UTF-16"), decimal);
    ImportReport report = ((Outcome.Done) historian.run(store, "mei", (_, _) -> {})).report();

    assertThat(report.rowsRead()).isEqualTo(isLong ? values.size() : ROWS);
    assertThat(report.rejected()).isEmpty();
    long bad = values.stream().filter(value -> !value.marker().isEmpty()).count();
    assertThat(report.badValues().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(bad)
        .isPositive();
    assertThat(report.values()).isEqualTo(values.size() - bad);
    assertThat(report.channels()).allSatisfy(channel -> assertThat(channel.gaps()).isEqualTo(1));
    assertThat(report.unmapped()).hasSize(isLong ? 0 : 1);
    for (int channel = 0; channel < CHANNELS.size(); channel++) {
      assertThat(points(CHANNELS.get(channel))).isEqualTo(expected(values, channel));
    }
  }

  private List<Point> points(String series) {
    return reader.points(series, BEGIN, BEGIN.plusSeconds(7_200), 100_000).points();
  }

  private static List<Point> expected(List<Value> values, int channel) {
    return values.stream()
        .filter(value -> value.channel() == channel && value.marker().isEmpty())
        .map(value -> new Point(value.time(), value.value(), value.quality()))
        .sorted(Comparator.comparing(Point::time))
        .toList();
  }

  private static String longText(List<Value> values, String decimal, String zone) {
    StringBuilder text = new StringBuilder("时间;Tag;Value;Quality\n");
    for (Value value : values) {
      text.append(time(value.time(), zone))
          .append(';')
          .append(NAMES.get(value.channel()).toUpperCase(Locale.ROOT))
          .append(';')
          .append(field(value, decimal))
          .append(';')
          .append(value.quality() == Quality.GOOD ? "192" : value.marker().isEmpty() ? "64" : "0")
          .append('\n');
    }
    return text.toString();
  }

  private static String wideText(List<Value> values, String decimal, String zone) {
    StringBuilder text =
        new StringBuilder("DateTime;pump.vibration [mm/s];temperature (°C);FT4711;备注\n");
    if (zone.equals("America/New_York")) {
      text = new StringBuilder("DateTime;pump.vibration [mm/s];temperature;FT4711;备注\n");
    }
    for (int row = 0; row < ROWS; row++) {
      text.append(time(values.get(3 * row).time(), zone));
      for (int channel = 0; channel < CHANNELS.size(); channel++) {
        text.append(';').append(field(values.get(3 * row + channel), decimal));
      }
      text.append(";-\n");
    }
    return text.toString();
  }

  private static String field(Value value, String decimal) {
    if (!value.marker().isEmpty()) {
      return value.marker();
    }
    String text = String.valueOf(value.value());
    return decimal.equals("comma") ? text.replace('.', ',') : text;
  }

  private static String time(Instant time, String zone) {
    return switch (zone) {
      case "epoch" -> String.valueOf(time.toEpochMilli());
      case "offset" -> time.atZone(ZoneId.of("+05:30")).toOffsetDateTime().toString();
      case "Europe/Berlin" -> local(time, zone, "dd.MM.yyyy HH:mm:ss");
      case "Asia/Shanghai" -> local(time, zone, "yyyy年MM月dd日 HH:mm:ss");
      case "America/New_York" -> local(time, zone, "yyyy/MM/dd hh:mm:ss a");
      default -> local(time, zone, "yyyy-MM-dd HH:mm:ss");
    };
  }

  private static String local(Instant time, String zone, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
        .format(time.atZone(ZoneId.of(zone)));
  }
}
