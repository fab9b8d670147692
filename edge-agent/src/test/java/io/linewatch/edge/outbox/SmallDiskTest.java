package io.linewatch.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.wire.Topics;
import io.linewatch.edge.control.DesiredCache;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real disk of a few megabytes that is full: a tmpfs of the test's own, where it may mount one.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SmallDiskTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int SERIES = 20;
  private static final int SAMPLES = 500;
  private static final int MOST_FINDINGS = 20_000;

  @TempDir Path folder;
  private Path disk = Path.of("");
  private boolean mounted;
  private final AtomicInteger durable = new AtomicInteger();

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = runs("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString());
    assumeTrue(mounted, "a small file system can be mounted by root only");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(runs("umount", "-l", disk.toString())).isTrue();
    }
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private Outbox open() throws IOException {
    return Outbox.open(
        new OutboxSettings("gw-1", disk, 500_000_000, Duration.ofMillis(1), 64 * 1024),
        _ -> {},
        new SimpleMeterRegistry(),
        InstantSource.fixed(Samples.START));
  }

  private void submit(Outbox outbox, OutboxBatch batch) throws InterruptedException {
    outbox.submit(
        new OutboxBatch(
            batch.states(), batch.statements(), batch.series(), durable::incrementAndGet));
  }

  private static Path fill(Path file) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      return file;
    }
  }

  @Test
  void onAFullDiskFindingsWaitUnacknowledgedSeriesLeaveAGapAndAllFlowsWhenThereIsRoom()
      throws Exception {
    DesiredCache cache = new DesiredCache(disk);
    cache.store(PowerCutScenario.desired(1));
    int findings = 0;
    try (Outbox outbox = open()) {
      for (int i = 0; i < SERIES; i++) {
        submit(outbox, Samples.series(Samples.series(i, SAMPLES)));
      }
      await().atMost(PATIENCE).until(() -> durable.get() == SERIES);
      Path ballast = fill(disk.resolve("ballast"));
      while (!outbox.waitsForDisk() && findings < MOST_FINDINGS) {
        submit(outbox, Samples.findings(Samples.finding("e", findings++)));
        TimeUnit.MILLISECONDS.sleep(1);
      }
      submit(outbox, Samples.findings(Samples.finding("e", findings++)));

      assertThat(outbox.waitsForDisk()).as("the disk becomes full").isTrue();
      assertThat(durable.get()).as("held back").isLessThan(SERIES + findings);
      assertThat(outbox.problem()).contains("Free space under " + disk);
      // The reserve was given up, which left a little room.
      Path rest = fill(disk.resolve("rest"));
      assertThatThrownBy(() -> cache.store(PowerCutScenario.desired(2)))
          .isInstanceOf(IOException.class);

      Files.delete(ballast);
      Files.delete(rest);
      int all = SERIES + findings;
      await().atMost(PATIENCE).until(() -> durable.get() == all);
      assertThat(outbox.problem()).isEmpty();
      assertThat(episodes(outbox)).containsExactlyElementsOf(upTo(findings));
    }
    assertThat(cache.load().state()).isEqualTo(PowerCutScenario.desired(1));
    try (Outbox outbox = open()) {
      assertThat(outbox.setAside()).isEmpty();
      assertThat(episodes(outbox)).containsExactlyElementsOf(upTo(findings));
      assertThat(samplesAndGaps(outbox)).isEqualTo((long) SERIES * SAMPLES);
    }
  }

  private static List<Long> upTo(int findings) {
    return LongStream.range(0, findings).boxed().toList();
  }

  private static List<OutboxRow> rows(Outbox outbox) throws Exception {
    return outbox.waiting(100_000, Long.MAX_VALUE);
  }

  private static List<Long> episodes(Outbox outbox) throws Exception {
    List<Long> episodes = new ArrayList<>();
    for (OutboxRow row : rows(outbox)) {
      if (row.topic().equals(Topics.FINDINGS.name())
          && Topics.FINDINGS.codec().decode(row.value()) instanceof ConditionFinding finding) {
        episodes.add(finding.id().episode());
      }
    }
    return episodes;
  }

  /** Samples that are there and samples that are said to be missing. */
  private static long samplesAndGaps(Outbox outbox) throws Exception {
    OutboxRow first = rows(outbox).getFirst();
    outbox.settle(new Settlement(List.of(first.sequence()), Map.of(), Map.of()));
    long sum = 0;
    for (OutboxRow row : rows(outbox)) {
      if (row.topic().equals(Topics.SERIES.name())) {
        sum += Topics.SERIES.codec().decode(row.value()).values().length;
      } else {
        Statement statement = Topics.FINDINGS.codec().decode(row.value());
        sum += statement instanceof GapFinding gap ? gap.count() : 0;
      }
    }
    return sum;
  }
}
