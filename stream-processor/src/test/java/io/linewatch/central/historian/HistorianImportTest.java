package io.linewatch.central.historian;

import static io.linewatch.central.historian.PlantForImport.FLOW;
import static io.linewatch.central.historian.PlantForImport.SHEET;
import static io.linewatch.central.historian.PlantForImport.TEMPERATURE;
import static io.linewatch.central.historian.PlantForImport.VIBRATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.central.auth.AuditLog;
import io.linewatch.central.fixture.Plant;
import io.linewatch.central.historian.HistorianImport.Outcome;
import io.linewatch.central.history.AlertFilter;
import io.linewatch.central.history.HistoryDatabase;
import io.linewatch.central.history.HistoryImport;
import io.linewatch.central.history.HistoryImport.State;
import io.linewatch.central.history.HistoryLoader;
import io.linewatch.central.history.HistoryReader;
import io.linewatch.central.history.HistoryUnavailable;
import io.linewatch.central.history.ImportRefused;
import io.linewatch.central.history.ImportStore;
import io.linewatch.central.history.SeriesInfo;
import io.linewatch.central.history.SeriesPoints;
import io.linewatch.central.history.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistorianImportTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");

  private HistoryDatabase database;
  private ImportStore store;
  private HistoryReader reader;

  @TempDir Path folder;

  @BeforeEach
  void start() {
    database = TestDatabase.empty();
    store = new ImportStore(database);
    reader = new HistoryReader(database.dataSource());
  }

  /** One value of vibration every ten seconds: 0, 1, 2, … */
  private Path rows(String name, int from, int to) throws Exception {
    StringBuilder text = new StringBuilder("time,vibration\n");
    for (int i = from; i < to; i++) {
      text.append(BEGIN.plusSeconds(10L * i)).append(',').append(i).append('\n');
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private ImportReport done(Path file) throws Exception {
    return ((Outcome.Done) run(file)).report();
  }

  private Outcome run(Path file) throws Exception {
    return of(file).run(store, "mei", (_, _) -> {});
  }

  private static HistorianImport of(Path file) throws RefusedExport {
    return HistorianImport.of(file, SHEET, OptionsOf.pump().options(), NOW);
  }

  private SeriesPoints points(String series, int seconds) {
    return reader.points(series, BEGIN, BEGIN.plusSeconds(seconds), 10_000);
  }

  private static List<Double> values(SeriesPoints points) {
    return points.points().stream().map(SeriesPoints.Point::value).toList();
  }

  @Test
  void importedValuesAreInPlotsMarkedAndRaiseNothing() throws Exception {
    ImportReport report = done(rows("a.csv", 0, 30));

    assertThat(report.written().samples()).isEqualTo(30);
    SeriesPoints points = points(VIBRATION, 300);
    assertThat(points.points()).hasSize(30);
    assertThat(points.imported()).isTrue();
    assertThat(points.gaps()).isEmpty();
    assertThat(points.unit()).isEqualTo("mm/s");
    assertThat(reader.series(PlantForImport.PUMP))
        .containsExactly(new SeriesInfo(VIBRATION, "mm/s", BEGIN, BEGIN.plusSeconds(300)));
    assertThat(reader.openAlerts().alerts()).isEmpty();
    assertThat(reader.alerts(AlertFilter.ALL, null, 10)).isEmpty();
    assertThat(reader.findings(PlantForImport.PUMP, BEGIN, NOW, 10)).isEmpty();
  }

  @Test
  void theAuditLogSaysWhoImportedWhatAndWhoTookItAway() throws Exception {
    ImportReport report = done(rows("a.csv", 0, 30));
    store.undo(report.importId(), "li", NOW);

    List<AuditLog.Entry> entries =
        new AuditLog(database.jdbi(), () -> NOW).latest(Long.MAX_VALUE, 2);
    assertThat(entries.get(1).actor()).isEqualTo("mei");
    assertThat(entries.get(1).action()).isEqualTo("import");
    assertThat(entries.get(1).subject()).isEqualTo("a.csv");
    assertThat(entries.get(1).detail()).contains(report.digest(), "30 values");
    assertThat(entries.get(0).actor()).isEqualTo("li");
    assertThat(entries.get(0).action()).isEqualTo("import undone");
  }

  @Test
  void theSameFileTwiceAddsNothing() throws Exception {
    Path file = rows("a.csv", 0, 30);
    ImportReport first = done(file);
    Path copy = Files.copy(file, folder.resolve("copy.csv"));

    assertThat(run(copy)).isInstanceOf(Outcome.Known.class);
    assertThat(store.list())
        .hasSize(1)
        .first()
        .extracting(HistoryImport::id)
        .isEqualTo(first.importId());
    assertThat(values(points(VIBRATION, 300))).hasSize(30);
  }

  @Test
  void theSameFileWithOtherSettingsIsRefusedUntilTheFirstImportIsUndone() throws Exception {
    Path file = rows("a.csv", 0, 30);
    long first = done(file).importId();
    OptionsOf options = OptionsOf.pump();
    options.from = BEGIN.plusSeconds(100);
    HistorianImport other = HistorianImport.of(file, SHEET, options.options(), NOW);

    assertThatThrownBy(() -> other.run(store, "mei", (_, _) -> {}))
        .isInstanceOf(ImportRefused.class)
        .hasMessageContaining("--undo " + first);
    store.undo(first, "mei", NOW);
    other.run(store, "mei", (_, _) -> {});
    assertThat(values(points(VIBRATION, 300))).hasSize(20).first().isEqualTo(10.0);
  }

  @Test
  void exportsThatOverlapAddOnlyWhatIsNew() throws Exception {
    done(rows("march.csv", 0, 33)); // ends within a minute
    ImportReport second = done(rows("april.csv", 20, 60));

    assertThat(second.written().knownSamples()).isEqualTo(13);
    assertThat(second.written().samples()).isEqualTo(27);
    SeriesPoints points = points(VIBRATION, 600);
    assertThat(values(points)).isEqualTo(Stream.iterate(0.0, v -> v + 1).limit(60).toList());
    store.undo(second.importId(), "mei", NOW);
    assertThat(values(points(VIBRATION, 600))).hasSize(33);
  }

  @Test
  void whatAGatewaySentStandsAlsoWhereItComesLater() throws Exception {
    HistoryLoader loader = new HistoryLoader(database.dataSource());
    loader.loadSeries(Stream.of(Plant.block(VIBRATION, BEGIN.plusSeconds(60), 0, 100, 101)));
    ImportReport report = done(rows("a.csv", 0, 30));

    assertThat(report.written().gatewayMinutes()).isEqualTo(1);
    assertThat(report.written().gatewaySamples()).isEqualTo(6);
    assertThat(values(points(VIBRATION, 300))).hasSize(26).contains(100.0, 101.0);
    loader.loadSeries(Stream.of(Plant.block(VIBRATION, BEGIN, 0, 200)));
    assertThat(values(points(VIBRATION, 300)))
        .hasSize(21)
        .contains(200.0)
        .doesNotContain(0.0, 1.0, 5.0);
  }

  @Test
  void undoTakesAwayAllOfAnImportAndNothingElse() throws Exception {
    new HistoryLoader(database.dataSource())
        .loadSeries(Stream.of(Plant.block(VIBRATION, BEGIN.plusSeconds(60), 0, 100, 101)));
    Path both =
        Files.writeString(
            folder.resolve("b.csv"),
            "time,vibration,flow\n2026-03-01T00:00:00Z,1,2\n2026-03-09T00:00:00Z,1,2\n");
    long id = done(both).importId();
    assertThat(reader.series(PlantForImport.PUMP)).hasSize(2);

    assertThat(store.undo(id, "mei", NOW)).isEqualTo(4);
    assertThat(reader.series(PlantForImport.PUMP))
        .containsExactly(
            new SeriesInfo(VIBRATION, "mm/s", BEGIN.plusSeconds(60), BEGIN.plusSeconds(120)));
    assertThat(values(points(VIBRATION, 300))).containsExactly(100.0, 101.0);
    assertThat(store.list().getFirst().state()).isEqualTo(State.UNDONE);
    assertThatThrownBy(() -> store.undo(id, "mei", NOW))
        .isInstanceOf(ImportRefused.class)
        .hasMessageContaining("undone before");
    assertThatThrownBy(() -> store.undo(id + 99, "mei", NOW)).hasMessageContaining("--list");
    assertThat(done(both).importId()).isGreaterThan(id);
  }

  @Test
  void anImportThatWasInterruptedGoesOnBehindItsLastWholeBatch() throws Exception {
    // A value every minute: more than one batch of 20,000 minutes.
    StringBuilder text = new StringBuilder("time,flow\n");
    for (int i = 0; i < 25_000; i++) {
      text.append(BEGIN.minusSeconds(60L * i)).append(',').append(i).append('\n');
    }
    Path file = Files.writeString(folder.resolve("long.csv"), text);
    HistorianImport cut = of(file);
    assertThatThrownBy(() ->
            cut.run(
                store,
                "mei",
                (_, rows) -> {
                  if (rows >= 22_000) {
                    throw new HistoryUnavailable(
                        "the machine went away", new SQLException("the connection broke"));
                  }
                }))
        .isInstanceOf(HistoryUnavailable.class);
    HistoryImport half = store.list().getFirst();
    assertThat(half.state()).isEqualTo(State.RUNNING);
    assertThat(half.batches()).isPositive();
    assertThat(half.written().blocks()).isPositive().isLessThan(25_000);

    ImportReport report = done(file);
    assertThat(report.importId()).isEqualTo(half.id());
    assertThat(report.written().samples()).isEqualTo(25_000);
    assertThat(report.written().knownSamples()).isZero();
    assertThat(report.rowsRead()).isEqualTo(25_000);
    SeriesPoints points =
        reader.points(FLOW, BEGIN.minusSeconds(60L * 25_000), BEGIN.plusSeconds(60), 200_000);
    assertThat(points.points()).hasSize(25_000);
    assertThat(points.gaps()).isEmpty();
  }

  @Test
  void aDryRunShowsWhatWouldComeAndWritesNothing() throws Exception {
    new HistoryLoader(database.dataSource())
        .loadSeries(Stream.of(Plant.block(VIBRATION, BEGIN, 0, 100)));
    Outcome.Done dry = of(rows("a.csv", 0, 30)).dryRun(store, 3, (_, _) -> {});

    assertThat(dry.preview()).hasSize(3);
    assertThat(dry.preview().getFirst().channel()).isEqualTo(VIBRATION);
    assertThat(dry.report().dryRun()).isTrue();
    assertThat(dry.report().written().samples()).isEqualTo(24);
    assertThat(dry.report().written().gatewaySamples()).isEqualTo(6);
    assertThat(store.list()).isEmpty();
    assertThat(values(points(VIBRATION, 300))).containsExactly(100.0);
  }

  @Test
  void valuesInAnyOrderAndTwiceAreInOrderOnceAndTheLastOneCounts() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("mixed.csv"),
            """
            time,vibration
            2026-03-01T00:00:30Z,3
            2026-03-01T00:00:10Z,1
            2026-03-01T00:00:20Z,9
            2026-03-01T00:00:20Z,2
            2026-03-01T00:05:00Z,5
            2026-03-01T00:00:40Z,4
            """);
    ImportReport report = done(file);

    ImportReport.Channel channel = report.channels().getFirst();
    assertThat(channel.duplicates()).isEqualTo(1);
    assertThat(channel.outOfOrder()).isEqualTo(2);
    assertThat(values(points(VIBRATION, 600))).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
    assertThat(channel.gapList())
        .containsExactly(new ImportReport.Gap(BEGIN.plusSeconds(40), BEGIN.plusSeconds(300)));
    assertThat(points(VIBRATION, 600).gaps())
        .containsExactly(new SeriesPoints.Gap(BEGIN.plusSeconds(60), BEGIN.plusSeconds(300)));
  }

  @Test
  void hourlyValuesHaveNoGapsBetweenThemAndAMarkerMakesOne() throws Exception {
    StringBuilder text = new StringBuilder("time,temperature\n");
    for (int hour = 0; hour < 48; hour++) {
      if (hour != 20) {
        text.append(BEGIN.plusSeconds(3600L * hour)).append(',');
        text.append(hour == 30 ? "Bad" : hour).append('\n');
      }
    }
    ImportReport report = done(Files.writeString(folder.resolve("hours.csv"), text));

    assertThat(report.badValues()).containsExactly(Map.entry("Bad", 1L));
    assertThat(report.channels().getFirst().gaps()).isZero();
    SeriesPoints points = points(TEMPERATURE, 3600 * 48);
    assertThat(points.points()).hasSize(46);
    assertThat(points.gaps())
        .containsExactly(
            new SeriesPoints.Gap(BEGIN.plusSeconds(3600 * 30), BEGIN.plusSeconds(3600 * 30 + 60)));
  }

  @Test
  void theMappingFileSaysWhichTagIsWhichChannelAndInWhichUnit() throws Exception {
    Path map =
        Files.writeString(
            folder.resolve("map.csv"),
            """
            tag,asset,channel,unit,scale,offset
            PI:TT-01,demo/hall/line-1/pump,temperature,[degF],0.5555555555555556,-17.77777777777778
            PI:VT-01,demo/hall/line-1/pump,vibration,mm/s,,
            """);
    Path file =
        Files.writeString(
            folder.resolve("pi.csv"),
            """
            Tag,Timestamp,Value
            PI:TT-01,2026-03-01T00:00:00Z,212
            PI:VT-01,2026-03-01T00:00:00Z,1.5
            PI:XX-99,2026-03-01T00:00:00Z,7
            flwo,2026-03-01T00:00:00Z,7
            """);
    ImportReport report =
        ((Outcome.Done)
                HistorianImport.of(file, SHEET, OptionsOf.pump().map(map).options(), NOW)
                    .run(store, "mei", (_, _) -> {}))
            .report();

    assertThat(values(points(TEMPERATURE, 60)).getFirst()).isEqualTo(100, within());
    assertThat(values(points(VIBRATION, 60))).containsExactly(1.5);
    assertThat(report.unmapped())
        .extracting(ImportReport.Unmapped::tag)
        .containsExactly("PI:XX-99", "flwo");
    assertThat(report.unmapped().getLast().why()).contains("did you mean 'flow'?");
    assertThat(ReportJson.write(report)).contains("\"PI:XX-99\"", "\"digest\"");
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-9);
  }

  @Test
  void moreDaysThanThereIsRoomForAreRefusedBeforeAnyIsMade() throws Exception {
    StringBuilder text = new StringBuilder("time,vibration\n");
    for (int day = 0; day < 2_600; day++) {
      text.append(BEGIN.minusSeconds(86_400L * day)).append(",1\n");
    }
    Path file = Files.writeString(folder.resolve("days.csv"), text);

    assertThatThrownBy(() -> of(file).dryRun(store, 0, (_, _) -> {}))
        .isInstanceOf(ImportRefused.class)
        .hasMessageContaining("--from and --to");
    assertThatThrownBy(() -> run(file)).isInstanceOf(ImportRefused.class);
    assertThat(reader.series(PlantForImport.PUMP)).isEmpty();
    assertThat(store.undo(store.list().getFirst().id(), "mei", NOW)).isZero();
  }

  @Test
  void aFileThatCannotBeReadToItsEndLeavesNothingBehind() throws Exception {
    StringBuilder text = new StringBuilder(Files.readString(rows("whole.csv", 0, 30_000)));
    text.append("2026-03-20T00:00:00Z,\"").append("9".repeat(100_000));
    Path file = Files.writeString(folder.resolve("cut.csv"), text);

    assertThatThrownBy(() -> run(file))
        .isInstanceOf(RefusedExport.class)
        .hasMessageContaining("quote");
    assertThat(reader.series(PlantForImport.PUMP)).isEmpty();
    assertThat(store.list().getFirst().state()).isEqualTo(State.UNDONE);
  }
}
