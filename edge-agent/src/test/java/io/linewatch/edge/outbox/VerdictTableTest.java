package io.linewatch.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.inspection.GateAction;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts of parts are as safe as findings, and are told once each in their order. */
@Timeout(60)
class VerdictTableTest {
  @TempDir Path folder;

  private Outbox open() throws Exception {
    return Outbox.open(
        new OutboxSettings("gw-1", folder, 10_000_000, Duration.ZERO, 4096),
        _ -> {},
        new SimpleMeterRegistry(),
        InstantSource.fixed(Samples.START));
  }

  private static PartVerdict verdict(String station, int part) {
    return new PartVerdict(
        "gw-1",
        Samples.PUMP,
        station,
        "P-" + part,
        Verdict.OK,
        null,
        "",
        GateAction.PASS,
        false,
        List.of(),
        12.5,
        100.0,
        90.0,
        "lid",
        null,
        Samples.START,
        Samples.START,
        Samples.START.plusMillis(part),
        Duration.ofMillis(part),
        Duration.ofSeconds(1),
        null,
        null);
  }

  private static void submit(Outbox outbox, PartVerdict... verdicts) throws InterruptedException {
    CountDownLatch durable = new CountDownLatch(1);
    outbox.submit(
        OutboxBatch.ofStation(List.of(), List.of(), List.of(verdicts), durable::countDown));
    durable.await();
  }

  private static List<String> parts(List<StoredVerdict> stored) {
    return stored.stream().map(v -> v.verdict().part()).toList();
  }

  @Test
  void whatWasNotToldIsToldByTheNextRun() throws Exception {
    try (Outbox outbox = open()) {
      submit(outbox, verdict("cap", 1), verdict("cap", 2));
      submit(outbox, verdict("label", 3));
      List<StoredVerdict> untold = outbox.verdicts().untold(0, 2);
      assertThat(parts(untold)).containsExactly("P-1", "P-2");
      long told = untold.getFirst().number();
      assertThat(parts(outbox.verdicts().untold(told, 1))).containsExactly("P-2");
    }
    try (Outbox again = open()) {
      assertThat(again.setAside()).isEmpty();
      List<StoredVerdict> untold = again.verdicts().untold(0, 10);
      assertThat(untold)
          .extracting(StoredVerdict::verdict)
          .containsExactly(verdict("cap", 2), verdict("label", 3));
      assertThat(again.verdicts().untold(untold.getLast().number(), 10)).isEmpty();
      assertThat(parts(again.verdicts().newest("cap", 10))).containsExactly("P-2", "P-1");
    }
  }

  @Test
  void theOldestGoAndNumbersGoOn() throws Exception {
    Path file = folder.resolve("small.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      OutboxSchema.create(connection);
      Seal seal = Seal.create(connection);
      MetaTable meta = new MetaTable(connection, seal);
      VerdictTable table = new VerdictTable(connection, meta, seal, 3);
      for (int i = 1; i <= 5; i++) {
        table.insert(List.of(NewVerdict.of(verdict("cap", i))));
      }
      List<StoredVerdict> kept = table.untold(10);
      assertThat(kept).extracting(StoredVerdict::number).containsExactly(3L, 4L, 5L);
      Tally tally = new Tally();
      table.check(tally);
      tally.requireOf(seal);
    }
  }

  @Test
  void aDamagedVerdictIsNotReadAsAnother() throws Exception {
    try (Outbox outbox = open()) {
      submit(outbox, verdict("cap", 1));
    }
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE verdict SET station = 'other'");
    }
    try (Outbox again = open()) {
      assertThat(again.setAside()).contains("a row of verdict is not what was written");
    }
  }

  @Test
  void anOutboxOfTheVersionBeforeIsTakenOverWithAllItHolds() throws Exception {
    String epoch;
    try (Outbox outbox = open()) {
      epoch = outbox.epoch();
      CountDownLatch durable = new CountDownLatch(1);
      outbox.submit(
          new OutboxBatch(
              List.of(), List.of(Samples.finding(epoch, 1)), List.of(), durable::countDown));
      durable.await();
    }
    makeOlder();
    try (Outbox again = open()) {
      assertThat(again.setAside()).isEmpty();
      assertThat(again.epoch()).isEqualTo(epoch);
      assertThat(again.waiting(10, 1 << 20)).hasSize(1);
      submit(again, verdict("cap", 1));
    }
    try (Outbox third = open()) {
      assertThat(third.setAside()).isEmpty();
      assertThat(parts(third.verdicts().untold(0, 10))).containsExactly("P-1");
    }
  }

  /** As the version before left it: without the table, and with its own number. */
  private void makeOlder() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("DROP TABLE verdict");
      Seal seal = Seal.read(connection);
      new MetaTable(connection, seal).put("schema", "2");
      assertThat(seal.write()).isTrue();
      statement.execute("COMMIT");
    }
    Files.deleteIfExists(folder.resolve("outbox.mark"));
  }
}
