package io.linewatch.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The outbox against a reference in memory, with random submits, settlements, restarts and crashes.
 * A crash is a copy of the files as they stand at that moment, opened elsewhere.
 */
@Timeout(120)
class OutboxCrashTest {
  private static final int STEPS = 150;

  @TempDir Path root;

  /** What must be in the outbox: episodes of findings in order, and the state of the detector. */
  private static final class Reference {
    final List<Long> findings = new ArrayList<>();
    final Map<DetectorId, Long> states = new TreeMap<>();
    int series;
  }

  @RepeatedTest(4)
  void whatWasDurableSurvivesEveryCrashInItsOrderWithItsState(RepetitionInfo repetition)
      throws Exception {
    long seed = 20_261_123L + repetition.getCurrentRepetition();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Reference reference = new Reference();
    Path folder = Files.createDirectory(root.resolve("0"));
    Outbox outbox = open(folder);
    String epoch = outbox.epoch();
    long episode = 0;
    long highestSent = 0;
    try {
      for (int step = 1; step <= STEPS; step++) {
        switch (random.nextInt(8)) {
          case 0 -> {
            Path copy = Files.createDirectory(root.resolve(Integer.toString(step)));
            crash(folder, copy, random);
            outbox.close();
            folder = copy;
            outbox = open(folder);
          }
          case 1 -> {
            outbox.close();
            outbox = open(folder);
          }
          case 2, 3 -> highestSent = settleSome(outbox, reference, random, highestSent);
          default -> submit(outbox, reference, ++episode, random);
        }
        check(outbox, reference, epoch, highestSent);
      }
    } finally {
      outbox.close();
    }
  }

  private static Outbox open(Path folder) throws IOException {
    return Outbox.open(
        new OutboxSettings("gw-1", folder, 100_000_000, Duration.ZERO, 4096),
        _ -> {},
        new SimpleMeterRegistry(),
        InstantSource.fixed(Samples.START));
  }

  private static void submit(Outbox outbox, Reference reference, long episode, Random random)
      throws InterruptedException {
    ConditionFinding finding = Samples.finding("e", episode);
    boolean series = random.nextBoolean();
    CountDownLatch durable = new CountDownLatch(1);
    outbox.submit(
        new OutboxBatch(
            List.of(new StateChange(Samples.DETECTOR, Samples.active(episode), finding)),
            List.of(finding),
            series ? List.of(Samples.series(1, 3)) : List.of(),
            durable::countDown));
    assertThat(durable.await(30, TimeUnit.SECONDS)).isTrue();
    reference.findings.add(episode);
    reference.states.put(Samples.DETECTOR, episode);
    reference.series += series ? 1 : 0;
  }

  private static long settleSome(
      Outbox outbox, Reference reference, Random random, long highestSent) throws Exception {
    List<OutboxRow> rows = outbox.waiting(1 + random.nextInt(5), 1 << 20);
    long highest = highestSent;
    for (OutboxRow row : rows) {
      if (row.topic().equals(Topics.FINDINGS.name())) {
        assertThat(row.sequence()).isGreaterThan(highest);
        highest = row.sequence();
        reference.findings.removeFirst();
      } else {
        reference.series--;
      }
    }
    outbox.settle(
        new Settlement(rows.stream().map(OutboxRow::sequence).toList(), Map.of(), Map.of()));
    return highest;
  }

  /** As after a kill at this moment: files as they are, and sometimes half a page more. */
  private static void crash(Path from, Path to, Random random) throws IOException {
    for (String file : List.of(OutboxSettings.DATABASE, OutboxSettings.DATABASE + "-wal")) {
      if (Files.exists(from.resolve(file))) {
        Files.copy(from.resolve(file), to.resolve(file));
      }
    }
    Path log = to.resolve(OutboxSettings.DATABASE + "-wal");
    if (Files.exists(log) && random.nextBoolean()) {
      byte[] torn = new byte[random.nextInt(4096)];
      random.nextBytes(torn);
      Files.write(log, torn, java.nio.file.StandardOpenOption.APPEND);
    }
  }

  private static void check(Outbox outbox, Reference reference, String epoch, long highestSent)
      throws Exception {
    assertThat(outbox.setAside()).isEmpty();
    assertThat(outbox.epoch()).isEqualTo(epoch);
    List<OutboxRow> rows = outbox.waiting(10_000, 1 << 28);
    List<Long> findings = new ArrayList<>();
    long last = highestSent;
    int series = 0;
    for (OutboxRow row : rows) {
      if (row.topic().equals(Topics.FINDINGS.name())) {
        assertThat(row.sequence()).isGreaterThan(last);
        last = row.sequence();
        findings.add(
            ((ConditionFinding) Topics.FINDINGS.codec().decode(row.value())).id().episode());
      } else {
        series++;
      }
    }
    assertThat(findings).isEqualTo(reference.findings);
    assertThat(series).isEqualTo(reference.series);
    assertThat(outbox.depth().rows()).isEqualTo(rows.size());
  }
}
