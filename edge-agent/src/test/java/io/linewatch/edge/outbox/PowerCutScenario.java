package io.linewatch.edge.outbox;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.wire.Topics;
import io.linewatch.edge.control.DesiredCache;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What an agent does to its files in a life, in a process of its own that is watched from outside.
 * It notes what it was promised at the moment it was promised; {@link PowerCutOracle} reads that.
 */
final class PowerCutScenario {
  static final int DETECTORS = 3;
  private static final int PAGES_UNTIL_CHECKPOINT = 40;
  private static final long SMALL_BYTES = 60_000;
  private static final long LARGE_BYTES = 10_000_000;

  private final Path folder;
  private final FileChannel notes;
  private final Random random;
  private OutboxFile.Opened opened;
  private Outbox outbox;
  private long episode;
  private int minute;

  private PowerCutScenario(Path folder, FileChannel notes, long seed)
      throws IOException, SQLException {
    this.folder = folder;
    this.notes = notes;
    this.random = new Random(seed);
    this.opened = OutboxFile.open(settings(folder), Samples.START);
    this.outbox = start(SMALL_BYTES);
  }

  static OutboxSettings settings(Path folder) {
    return settings(folder, LARGE_BYTES);
  }

  private static OutboxSettings settings(Path folder, long maxBytes) {
    return new OutboxSettings("gw-1", folder, maxBytes, Duration.ofMillis(1), 8_192);
  }

  static DetectorId detector(long episode) {
    return DetectorId.of(Samples.PUMP + "/limit:channel_" + episode % DETECTORS);
  }

  static DesiredState desired(long revision) {
    return new DesiredState(
        "gw-1",
        revision,
        Samples.START,
        "planner-" + revision,
        "demo/hall-1/line-1",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** Folder, file of notes, seed. */
  static void main(String[] arguments) throws Exception {
    try (FileChannel notes =
        FileChannel.open(
            Path.of(arguments[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      new PowerCutScenario(Path.of(arguments[0]), notes, Long.parseLong(arguments[2])).run();
    }
  }

  private void run() throws Exception {
    work(12);
    outbox.standsAt(Samples.GATEWAY);
    note("home");
    store(1);
    work(10);
    store(2);
    reopen(LARGE_BYTES);
    fillTheDisk();
    // The small bound and the full disk may have dropped every series that waited.
    await(submit(true));
    settle(1_000);
    reopen(SMALL_BYTES);
    work(6);
    stop();
    damage();
    open(SMALL_BYTES);
    work(6);
    outbox.standsAt(Samples.GATEWAY);
    settle(3);
    stop();
  }

  private Outbox start(long maxBytes) throws SQLException {
    // Checkpoints and new beginnings of the log come after forty pages instead of a thousand.
    pragma("wal_autocheckpoint=" + PAGES_UNTIL_CHECKPOINT);
    note("epoch " + opened.epoch());
    return Outbox.on(
        opened,
        null,
        settings(folder, maxBytes),
        _ -> {},
        new SimpleMeterRegistry(),
        InstantSource.fixed(Samples.START));
  }

  private void stop() {
    outbox.close();
  }

  private void reopen(long maxBytes) throws Exception {
    stop();
    open(maxBytes);
  }

  private void open(long maxBytes) throws Exception {
    opened = OutboxFile.open(settings(folder), Samples.START);
    outbox = start(maxBytes);
  }

  private void pragma(String text) throws SQLException {
    try (Statement statement = opened.connection().createStatement()) {
      statement.execute("PRAGMA " + text);
    }
  }

  /** Groups of batches from one submitter, and now and then the publisher settles. */
  private void work(int groups) throws Exception {
    for (int i = 0; i < groups; i++) {
      CountDownLatch durable = new CountDownLatch(0);
      for (int batch = random.nextInt(3); batch >= 0; batch--) {
        durable = submit(random.nextInt(3) > 0);
      }
      await(durable);
      if (random.nextInt(3) == 0) {
        settle(1 + random.nextInt(4));
      }
    }
  }

  private CountDownLatch submit(boolean withSeries) throws InterruptedException {
    long number = ++episode;
    int inMinute = withSeries ? ++minute : 0;
    ConditionFinding finding = Samples.finding(outbox.epoch(), number);
    CountDownLatch durable = new CountDownLatch(1);
    note("submit " + number);
    outbox.submit(
        new OutboxBatch(
            List.of(new StateChange(detector(number), Samples.active(number), finding)),
            List.of(finding),
            withSeries ? List.of(Samples.series(inMinute, 50 + random.nextInt(600))) : List.of(),
            () -> {
              note("durable " + number);
              if (withSeries) {
                note("series " + inMinute);
              }
              durable.countDown();
            }));
    return durable;
  }

  private void settle(int count) throws Exception {
    List<OutboxRow> rows = outbox.waiting(count, 1 << 20);
    List<Long> sequences = new ArrayList<>();
    for (OutboxRow row : rows) {
      sequences.add(row.sequence());
      note("sent " + row.sequence());
      note("settling " + describe(row));
    }
    outbox.settle(new Settlement(sequences, Map.of(), Map.of()));
    rows.forEach(row -> note("settled " + describe(row)));
  }

  /** Such as {@code finding 7} or {@code series 3}. */
  static String describe(OutboxRow row) {
    if (row.topic().equals(Topics.SERIES.name())) {
      long second = Topics.SERIES.codec().decode(row.value()).minute().getEpochSecond();
      return "series " + (second - Samples.START.getEpochSecond()) / 60;
    }
    return switch (Topics.FINDINGS.codec().decode(row.value())) {
      case ConditionFinding finding -> "finding " + finding.id().episode();
      case GapFinding gap -> "gap " + gap.stream();
      default -> "other";
    };
  }

  private void store(long revision) throws IOException {
    note("storing " + revision);
    new DesiredCache(folder).store(desired(revision));
    note("stored " + revision);
  }

  /** Findings until the disk refuses one; then there is room again. */
  private void fillTheDisk() throws Exception {
    pragma("max_page_count=1");
    List<CountDownLatch> waiting = new ArrayList<>();
    while (!outbox.waitsForDisk()) {
      waiting.add(submit(false));
      TimeUnit.MILLISECONDS.sleep(2);
    }
    note("disk full");
    pragma("max_page_count=100000");
    for (CountDownLatch durable : waiting) {
      await(durable);
    }
  }

  private void await(CountDownLatch durable) throws InterruptedException {
    if (!durable.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not durable: " + outbox.problem());
    }
  }

  /** Somebody overwrites the beginning of a stopped agent's database. */
  private void damage() throws IOException {
    note("damage");
    try (FileChannel file =
        FileChannel.open(folder.resolve(OutboxSettings.DATABASE), StandardOpenOption.WRITE)) {
      byte[] garbage = new byte[700];
      random.nextBytes(garbage);
      file.write(ByteBuffer.wrap(garbage));
      file.force(true);
    }
  }

  private synchronized void note(String text) {
    try {
      notes.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
