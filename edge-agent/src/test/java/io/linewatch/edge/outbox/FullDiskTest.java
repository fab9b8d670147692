package io.linewatch.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.wire.Topics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SQLite's own bound on pages gives the same answer as a full disk: SQLITE_FULL. */
@Timeout(60)
final class FullDiskTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ROOM_PAGES = 50;
  private static final int SPARE_PAGES = 8;

  @TempDir Path folder;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final AtomicInteger durable = new AtomicInteger();
  private OutboxSettings settings;
  private OutboxFile.Opened opened;
  private Outbox outbox;
  private int limit;

  @BeforeEach
  void openOnANearlyFullDisk() throws Exception {
    settings = new OutboxSettings("gw-1", folder, 500_000_000, Duration.ofMillis(1), 64 * 1024);
    InstantSource clock = InstantSource.fixed(Samples.START);
    opened = OutboxFile.open(settings, clock.instant());
    limit = pages() + ROOM_PAGES;
    limitPages(limit);
    outbox = Outbox.on(opened, null, settings, _ -> {}, metrics, clock);
  }

  @AfterEach
  void close() {
    outbox.close();
  }

  private int pages() throws SQLException {
    try (Statement statement = opened.connection().createStatement();
        ResultSet result = statement.executeQuery("PRAGMA page_count")) {
      return result.getInt(1);
    }
  }

  private void limitPages(int pages) throws SQLException {
    try (Statement statement = opened.connection().createStatement()) {
      statement.execute("PRAGMA max_page_count=" + pages);
    }
  }

  private void submit(OutboxBatch batch) throws InterruptedException {
    outbox.submit(
        new OutboxBatch(
            batch.states(), batch.statements(), batch.series(), durable::incrementAndGet));
  }

  private void finding(int episode) throws InterruptedException {
    submit(Samples.findings(Samples.finding("e", episode)));
  }

  private void submitAndWait(OutboxBatch batch) throws InterruptedException {
    int before = durable.get();
    submit(batch);
    awaitFast().until(() -> durable.get() == before + 1);
  }

  /** Fills the disk with series up to a few pages. */
  private int fillWithSeries() throws Exception {
    int minute = 0;
    while (pages() < limit - SPARE_PAGES) {
      submitAndWait(Samples.series(Samples.series(minute++, 500)));
    }
    assertThat(outbox.problem()).isEmpty();
    return minute;
  }

  /** Findings until the disk refuses one. */
  private int fillWithFindings() throws Exception {
    int written = 0;
    while (!outbox.waitsForDisk()) {
      finding(written++);
      int expected = written;
      awaitFast()
          .until(() ->
              findingsDurable(expected) || (outbox.waitsForDisk() && outbox.depth().series() == 0));
      assertThat(written).as("the disk never becomes full").isLessThan(2_000);
    }
    return written;
  }

  private static ConditionFactory awaitFast() {
    return await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(3));
  }

  private int seriesDurable;

  private boolean findingsDurable(int count) {
    return durable.get() - seriesDurable == count;
  }

  @Test
  void seriesAreGivenUpBeforeAnyFindingIs() throws Exception {
    int series = fillWithSeries();
    for (int i = 0; i < 100; i++) {
      finding(i);
    }
    awaitFast().until(() -> durable.get() == series + 100);

    assertThat(outbox.depth().statements()).isEqualTo(100);
    assertThat(outbox.depth().series()).isLessThan(series);
    assertThat(outbox.problem()).isEmpty();
    assertThat(dropped()).isEqualTo(series - outbox.depth().series());
    awaitFast().until(() -> Files.exists(settings.reserve()));
  }

  private long dropped() {
    FunctionCounter counter = metrics.get("linewatch.outbox.dropped.series").functionCounter();
    return (long) counter.count();
  }

  @Test
  void aDiskFullOfFindingsHoldsNewOnesBackSaysSoAndGoesOnWhenRowsAreSent() throws Exception {
    seriesDurable = fillWithSeries();

    int findings = fillWithFindings();

    assertThat(findingsDurable(findings - 1)).as("the last one is not acknowledged").isTrue();
    assertThat(outbox.depth().series()).isZero();
    assertThat(outbox.problem())
        .contains("The disk refuses")
        .contains("Free space under " + folder)
        .contains("acknowledged");
    assertThat(settings.reserve()).doesNotExist();

    List<Long> sent =
        outbox.waiting(findings / 2, 1 << 24).stream().map(OutboxRow::sequence).toList();
    outbox.settle(new Settlement(sent, Map.of(), Map.of()));

    awaitFast().until(() -> findingsDurable(findings));
    assertThat(outbox.problem()).isEmpty();
    assertThat(outbox.waitsForDisk()).isFalse();
    awaitFast().until(() -> Files.exists(settings.reserve()));
    // Findings and the statement of what was dropped; nothing of the findings is missing.
    assertThat(
            outbox.waiting(5_000, 1 << 24).stream()
                .filter(row -> row.topic().equals(Topics.FINDINGS.name()))
                .map(row -> Topics.FINDINGS.codec().decode(row.value()))
                .filter(statement -> !(statement instanceof GapFinding)))
        .hasSize(findings - sent.size());
  }

  @Test
  void roomOnTheDiskAloneLetsItGoOn() throws Exception {
    int findings = fillWithFindings();

    limitPages(pages() + 1_000);

    awaitFast().until(() -> findingsDurable(findings));
    assertThat(outbox.problem()).isEmpty();
    assertThat(outbox.depth().statements()).isEqualTo(findings);
  }

  @Test
  void whatTheFullDiskDroppedIsStatedAsAGap() throws Exception {
    seriesDurable = fillWithSeries();
    fillWithFindings();
    OutboxRow first = outbox.waiting(1, 1 << 20).getFirst();

    outbox.settle(new Settlement(List.of(first.sequence()), Map.of(), Map.of()));

    await()
        .atMost(PATIENCE)
        .until(() ->
            outbox.waiting(5_000, 1 << 24).stream()
                .filter(row -> row.topic().equals(Topics.FINDINGS.name()))
                .map(row -> Topics.FINDINGS.codec().decode(row.value()))
                .anyMatch(statement ->
                    statement instanceof GapFinding gap
                        && gap.stream().equals(Samples.DETECTOR.toString())
                        && gap.count() == 500L * seriesDurable));
  }
}
