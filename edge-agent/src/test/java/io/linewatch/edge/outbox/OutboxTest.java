package io.linewatch.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OutboxTest {
  @TempDir Path folder;

  private final List<Statement> told = new CopyOnWriteArrayList<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(Samples.START);
  private final InstantSource clock = now::get;

  private Outbox open(long maxBytes) throws IOException {
    return Outbox.open(
        new OutboxSettings("gw-1", folder, maxBytes, Duration.ofMillis(1), 64 * 1024),
        told::add,
        new SimpleMeterRegistry(),
        clock);
  }

  private static void submitAndWait(Outbox outbox, OutboxBatch batch) throws InterruptedException {
    CountDownLatch durable = new CountDownLatch(1);
    outbox.submit(
        new OutboxBatch(batch.states(), batch.statements(), batch.series(), durable::countDown));
    assertThat(durable.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatWasDurableIsThereAfterARestartWithItsEpochAndItsState() throws Exception {
    String epoch;
    try (Outbox outbox = open(10_000_000)) {
      epoch = outbox.epoch();
      var finding = Samples.finding(epoch, 1);
      submitAndWait(
          outbox,
          new OutboxBatch(
              List.of(new StateChange(Samples.DETECTOR, Samples.active(1), finding)),
              List.of(finding),
              List.of(Samples.series(0, 10)),
              () -> {}));
      assertThat(told).containsExactly(finding);
    }
    try (Outbox outbox = open(10_000_000)) {
      assertThat(outbox.epoch()).isEqualTo(epoch);
      assertThat(outbox.savedDetectors())
          .containsEntry(
              Samples.DETECTOR, new SavedDetector(Samples.active(1), Samples.finding(epoch, 1)));
      assertThat(outbox.waiting(10, 1 << 20))
          .extracting(OutboxRow::topic)
          .containsExactly(Topics.FINDINGS.name(), Topics.SERIES.name());
      assertThat(outbox.depth().rows()).isEqualTo(2);
    }
  }

  @Test
  void aStateWithoutAnyInputKeepsItsNaN() throws Exception {
    try (Outbox outbox = open(10_000_000)) {
      var initial = io.linewatch.domain.decision.DecisionState.INITIAL;
      submitAndWait(
          outbox,
          new OutboxBatch(
              List.of(new StateChange(Samples.DETECTOR, initial, null)),
              List.of(),
              List.of(),
              () -> {}));
    }
    try (Outbox outbox = open(10_000_000)) {
      assertThat(outbox.savedDetectors().get(Samples.DETECTOR))
          .isEqualTo(new SavedDetector(io.linewatch.domain.decision.DecisionState.INITIAL, null));
    }
  }

  @Test
  void findingsGoBeforeSeriesAndSeriesBeforeStatusAndEachTopicRises() throws Exception {
    try (Outbox outbox = open(10_000_000)) {
      outbox.offer(status(1));
      submitAndWait(outbox, Samples.series(Samples.series(0, 5)));
      submitAndWait(outbox, Samples.findings(Samples.finding("e", 1)));
      submitAndWait(outbox, Samples.series(Samples.series(1, 5)));
      submitAndWait(outbox, Samples.findings(Samples.finding("e", 2)));
      List<OutboxRow> rows = outbox.waiting(10, 1 << 20);
      assertThat(rows)
          .extracting(OutboxRow::topic)
          .containsExactly(
              Topics.FINDINGS.name(),
              Topics.FINDINGS.name(),
              Topics.SERIES.name(),
              Topics.SERIES.name(),
              Topics.STATUS.name());
      assertThat(rows.get(0).sequence()).isLessThan(rows.get(1).sequence());
      assertThat(rows.get(2).sequence()).isLessThan(rows.get(3).sequence());
    }
  }

  @Test
  void aNewerSnapshotAndANewerStatusReplaceTheWaitingOnes() throws Exception {
    try (Outbox outbox = open(10_000_000)) {
      for (int i = 0; i < 3; i++) {
        outbox.offer(status(i));
        submitAndWait(outbox, Samples.findings(Samples.snapshot("e", i)));
        submitAndWait(outbox, Samples.findings(Samples.finding("e", i)));
      }
      List<OutboxRow> rows = outbox.waiting(100, 1 << 20);
      List<Statement> statements =
          rows.stream()
              .filter(row -> row.topic().equals(Topics.FINDINGS.name()))
              .map(row -> Topics.FINDINGS.codec().decode(row.value()))
              .toList();
      assertThat(statements)
          .containsExactly(
              Samples.finding("e", 0),
              Samples.finding("e", 1),
              Samples.snapshot("e", 2),
              Samples.finding("e", 2));
      assertThat(rows).hasSize(5);
      assertThat(Topics.STATUS.codec().decode(rows.getLast().value()).appliedRevision())
          .isEqualTo(2);
      assertThat(outbox.depth().rows()).isEqualTo(5);
    }
  }

  @Test
  void aFullOutboxDropsTheOldestSeriesAndSaysSoOnceKafkaAnswers() throws Exception {
    try (Outbox outbox = open(200_000)) {
      for (int i = 0; i < 20; i++) {
        submitAndWait(outbox, Samples.findings(Samples.finding("e", i)));
        submitAndWait(outbox, Samples.series(Samples.series(i, 2000)));
      }
      assertThat(outbox.depth().bytes()).isLessThanOrEqualTo(200_000);
      assertThat(outbox.depth().statements()).isEqualTo(20);
      assertThat(outbox.depth().series()).isBetween(1L, 19L);
      List<OutboxRow> rows = outbox.waiting(1000, 1 << 24);
      long kept =
          rows.stream()
              .filter(row -> row.topic().equals(Topics.SERIES.name()))
              .mapToLong(row -> Topics.SERIES.codec().decode(row.value()).values().length)
              .sum();
      outbox.settle(new Settlement(List.of(rows.getFirst().sequence()), Map.of(), Map.of()));
      List<GapFinding> gaps = gaps(outbox);
      assertThat(gaps).hasSize(1);
      assertThat(gaps.getFirst().stream()).isEqualTo(Samples.DETECTOR.toString());
      assertThat(gaps.getFirst().asset()).isEqualTo(Samples.PUMP);
      assertThat(gaps.getFirst().from()).isEqualTo(Samples.START);
      assertThat(gaps.getFirst().count()).isEqualTo(20 * 2000 - kept);
      assertThat(told).contains(gaps.getFirst());
    }
  }

  @Test
  void anOutboxFullOfFindingsHoldsTheSubmitterBackUntilRowsAreSent() throws Exception {
    try (Outbox outbox = open(20_000)) {
      int written = 0;
      while (outbox.depth().bytes() < 20_000) {
        submitAndWait(outbox, Samples.findings(Samples.finding("e", written++)));
      }
      CountDownLatch durable = new CountDownLatch(1);
      outbox.submit(
          new OutboxBatch(
              List.of(), List.of(Samples.finding("e", 999)), List.of(), durable::countDown));
      assertThat(durable.await(300, TimeUnit.MILLISECONDS)).isFalse();
      List<Long> all = outbox.waiting(1000, 1 << 20).stream().map(OutboxRow::sequence).toList();
      assertThat(all).hasSize(written);
      outbox.settle(new Settlement(all, Map.of(), Map.of()));
      assertThat(durable.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aDamagedFileIsSetAsideAndANewEpochBegins() throws Exception {
    String epoch;
    try (Outbox outbox = open(10_000_000)) {
      epoch = outbox.epoch();
      outbox.standsAt(Samples.GATEWAY);
      submitAndWait(outbox, Samples.findings(Samples.finding(epoch, 1)));
    }
    Files.write(
        folder.resolve(OutboxSettings.DATABASE),
        "no database at all".repeat(400).getBytes(java.nio.charset.StandardCharsets.UTF_8),
        StandardOpenOption.TRUNCATE_EXISTING);
    try (Outbox outbox = open(10_000_000)) {
      assertThat(outbox.epoch()).isNotEqualTo(epoch);
      assertThat(outbox.setAside()).contains("outbox.db.bad-20260301T080000Z");
      assertThat(folder.resolve("outbox.db.bad-20260301T080000Z")).exists();
      assertThat(outbox.waiting(10, 1000)).isEmpty();
      outbox.standsAt(Samples.GATEWAY);
      submitAndWait(outbox, Samples.findings(Samples.finding("e", 1)));
      OutboxRow row = outbox.waiting(10, 10_000).getFirst();
      outbox.settle(new Settlement(List.of(row.sequence()), Map.of(), Map.of()));
      List<GapFinding> gaps = gaps(outbox);
      assertThat(gaps).hasSize(1);
      assertThat(gaps.getFirst().asset()).isEqualTo(Samples.GATEWAY);
      assertThat(gaps.getFirst().count()).isEqualTo(-1);
    }
  }

  @Test
  void aFileWithAFlippedPageIsFoundAtTheStart() throws Exception {
    try (Outbox outbox = open(10_000_000)) {
      for (int i = 0; i < 50; i++) {
        submitAndWait(outbox, Samples.series(Samples.series(i, 500)));
      }
    }
    Path file = folder.resolve(OutboxSettings.DATABASE);
    byte[] bytes = Files.readAllBytes(file);
    for (int page = 1; page < bytes.length / 4096; page++) {
      java.util.Arrays.fill(bytes, page * 4096, page * 4096 + 64, (byte) 0xA5);
    }
    Files.write(file, bytes);
    try (Outbox outbox = open(10_000_000)) {
      assertThat(outbox.setAside()).contains("damaged");
    }
  }

  @Test
  void aSecondAgentOnTheSameFolderIsRefused() throws Exception {
    try (Outbox outbox = open(10_000_000)) {
      assertThat(outbox.setAside()).isEmpty();
      assertThatThrownBy(() -> open(10_000_000)).hasMessageContaining("another agent");
      assertThat(folder.resolve(OutboxSettings.DATABASE)).exists();
    }
  }

  @Test
  void aRefusedRecordIsKeptAsideAndStatedAsAGap() throws Exception {
    try (Outbox outbox = open(10_000_000)) {
      submitAndWait(outbox, Samples.series(Samples.series(0, 7), Samples.series(1, 5)));
      List<OutboxRow> rows = outbox.waiting(10, 1 << 20);
      outbox.settle(
          new Settlement(
              List.of(rows.get(1).sequence()),
              Map.of(rows.get(0).sequence(), "too large"),
              Map.of()));
      List<GapFinding> gaps = gaps(outbox);
      assertThat(gaps).hasSize(1);
      assertThat(gaps.getFirst().count()).isEqualTo(7);
      assertThat(gaps.getFirst().reason()).contains("too large");
      assertThat(outbox.depth().series()).isZero();
    }
  }

  @Test
  void overtakenRowsGetNewSequencesInTheirOldOrder() throws Exception {
    try (Outbox outbox = open(10_000_000)) {
      for (int i = 0; i < 5; i++) {
        submitAndWait(outbox, Samples.findings(Samples.finding("e", i)));
      }
      List<OutboxRow> rows = outbox.waiting(10, 1 << 20);
      long highest = rows.getLast().sequence();
      outbox.settle(
          new Settlement(
              List.of(rows.get(0).sequence(), rows.get(2).sequence()),
              Map.of(),
              Map.of(Topics.FINDINGS.name(), rows.get(1).sequence())));
      List<OutboxRow> after = outbox.waiting(10, 1 << 20);
      assertThat(after).hasSize(3).allMatch(row -> row.sequence() > highest);
      assertThat(after.stream().map(row -> Topics.FINDINGS.codec().decode(row.value())).toList())
          .isEqualTo(
              List.of(Samples.finding("e", 1), Samples.finding("e", 3), Samples.finding("e", 4)));
      assertThat(outbox.depth().rows()).isEqualTo(3);
    }
  }

  @Test
  void closingWritesWhatWasHandedOver() throws Exception {
    List<Integer> durable = new CopyOnWriteArrayList<>();
    Outbox outbox = open(10_000_000);
    for (int i = 0; i < 200; i++) {
      int index = i;
      outbox.submit(
          new OutboxBatch(
              List.of(), List.of(Samples.finding("e", i)), List.of(), () -> durable.add(index)));
    }
    outbox.close();
    assertThat(durable).hasSize(200);
    assertThatThrownBy(() -> outbox.submit(Samples.findings(Samples.finding("e", 1))))
        .isInstanceOf(IllegalStateException.class);
    try (Outbox again = open(10_000_000)) {
      assertThat(again.waiting(1000, 1 << 24)).hasSize(200);
    }
  }

  @Test
  void thePublisherIsWokenByNewRows() throws Exception {
    try (Outbox outbox = open(10_000_000)) {
      outbox.submit(Samples.findings(Samples.finding("e", 1)));
      await().atMost(Duration.ofSeconds(20)).until(() -> outbox.depth().rows() == 1);
      long start = System.nanoTime();
      outbox.awaitNews(Duration.ofSeconds(20));
      assertThat(System.nanoTime() - start).isLessThan(15_000_000_000L);
    }
  }

  private static List<GapFinding> gaps(Outbox outbox) throws Exception {
    List<GapFinding> gaps = new ArrayList<>();
    for (OutboxRow row : outbox.waiting(1000, 1 << 24)) {
      if (row.topic().equals(Topics.FINDINGS.name())
          && Topics.FINDINGS.codec().decode(row.value()) instanceof GapFinding gap) {
        gaps.add(gap);
      }
    }
    return gaps;
  }

  private static GatewayStatus status(long revision) {
    return new GatewayStatus(
        "gw-1", "e", Samples.START, "test", revision, 0, List.of(), List.of(), Map.of());
  }
}
