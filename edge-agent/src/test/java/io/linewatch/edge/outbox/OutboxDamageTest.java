package io.linewatch.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.ConditionFinding;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damage to the files of an agent that does not run. Whatever byte is hit: either nothing is
 * missing, or the file is set aside, a new epoch begins and a gap says so.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class OutboxDamageTest {
  private static final String DATABASE = OutboxSettings.DATABASE;
  private static final String LOG = DATABASE + "-wal";
  private static final int PAGE = 4096;
  private static final int WAL_HEADER = 32;
  private static final int FRAME = PAGE + 24;

  @TempDir Path root;

  /** Files of an agent that was stopped, and of one that was killed with its log full. */
  private final Map<String, byte[]> stopped = new TreeMap<>();

  private final Map<String, byte[]> killed = new TreeMap<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();
  private int opened;

  /** What a file says: everything but the seal. */
  private record Content(String epoch, List<String> rows) {}

  @BeforeEach
  void fill() throws Exception {
    Path folder = Files.createDirectory(root.resolve("agent"));
    try (Outbox outbox =
        Outbox.open(settings(folder), _ -> {}, new SimpleMeterRegistry(), clock())) {
      outbox.standsAt(Samples.GATEWAY);
      for (int i = 0; i < 60; i++) {
        submit(outbox, i);
        if (i % 5 == 4) {
          settle(outbox);
        }
      }
      copy(folder, killed);
    }
    copy(folder, stopped);
    assertThat(file(killed, LOG).length).isGreaterThan(20 * FRAME);
    assertThat(file(stopped, LOG)).isEmpty();
  }

  private static OutboxSettings settings(Path folder) {
    return new OutboxSettings("gw-1", folder, 200_000, Duration.ZERO, 4096);
  }

  private static InstantSource clock() {
    return InstantSource.fixed(Samples.START);
  }

  private static void submit(Outbox outbox, int i) throws InterruptedException {
    ConditionFinding finding = Samples.finding(outbox.epoch(), i);
    DetectorId detector = DetectorId.of(Samples.PUMP + "/limit:channel_" + i % 20);
    CountDownLatch durable = new CountDownLatch(1);
    outbox.submit(
        new OutboxBatch(
            List.of(new StateChange(detector, Samples.active(i), finding)),
            List.of(finding, Samples.snapshot(outbox.epoch(), i)),
            List.of(Samples.series(i, i % 7 == 0 ? 2_000 : 20)),
            durable::countDown));
    assertThat(durable.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private static void settle(Outbox outbox) throws Exception {
    List<Long> rows = outbox.waiting(4, 1 << 20).stream().map(OutboxRow::sequence).toList();
    outbox.settle(new Settlement(rows.subList(0, 3), Map.of(rows.get(3), "too large"), Map.of()));
  }

  private static void copy(Path folder, Map<String, byte[]> to) throws IOException {
    for (String name : List.of(DATABASE, LOG, OutboxSettings.MARK)) {
      if (Files.exists(folder.resolve(name))) {
        to.put(name, Files.readAllBytes(folder.resolve(name)));
      }
    }
  }

  /** One bit of a record's head makes a 0 of a null; found by a night's hits. */
  @Test
  void aRowWithoutAStretchThatWasGivenATimeIsDamaged() throws Exception {
    Path folder = Files.createDirectory(root.resolve("hit"));
    for (Map.Entry<String, byte[]> file : stopped.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(DATABASE));
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE outbox SET first_micros = 0 WHERE stream IS NULL"))
          .isPositive();
    }

    OutboxFile.Opened outbox = OutboxFile.open(settings(folder), Samples.START);
    assertThat(outbox.setAside()).isNotNull();
    outbox.connection().close();
    outbox.mark().close();
  }

  @Test
  void noDamageIsSilent() throws Exception {
    hitEverywhere(20_261_130L, 40);
  }

  @Test
  @Tag("nightly")
  void noDamageIsSilentAtManyPlaces() throws Exception {
    hitEverywhere(7L, 1_000);
  }

  private static byte[] file(Map<String, byte[]> files, String name) {
    return files.getOrDefault(name, new byte[0]);
  }

  private void hitEverywhere(long seed, int timesPerKind) throws Exception {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Content whole = open(stopped).orElseThrow();
    assertThat(open(killed)).contains(whole);
    for (Map.Entry<String, List<Integer>> pages : pageKinds(file(stopped, DATABASE)).entrySet()) {
      for (int i = 0; i < timesPerKind; i++) {
        int page = pages.getValue().get(random.nextInt(pages.getValue().size()));
        byte[] damaged = file(stopped, DATABASE).clone();
        hit(damaged, page * PAGE, PAGE, random);
        judge(pages.getKey(), stopped, DATABASE, damaged, whole);
      }
    }
    byte[] log = file(killed, LOG);
    for (int i = 0; i < timesPerKind; i++) {
      int frame = WAL_HEADER + FRAME * random.nextInt((log.length - WAL_HEADER) / FRAME);
      judge("log header", killed, LOG, hit(log.clone(), 0, WAL_HEADER, random), whole);
      judge("log frame head", killed, LOG, hit(log.clone(), frame, 24, random), whole);
      judge("log frame page", killed, LOG, hit(log.clone(), frame + 24, PAGE, random), whole);
      int length = random.nextInt(log.length);
      judge("log cut short", killed, LOG, Arrays.copyOf(log, length), whole);
      byte[] mark = file(stopped, OutboxSettings.MARK).clone();
      judge("mark", stopped, OutboxSettings.MARK, hit(mark, 0, mark.length, random), whole);
    }
    judge("log gone", killed, LOG, new byte[0], whole);
    judge("database emptied", stopped, DATABASE, new byte[0], whole);
    judge("database without its log", killed, DATABASE, new byte[0], whole);
    System.out.println(opened + " damaged outboxes opened: " + outcomes);
    assertThat(outcomes.keySet()).anyMatch(outcome -> outcome.endsWith("set aside"));
  }

  /** Flips a bit, changes a byte, or zeroes up to a sector. */
  private static byte[] hit(byte[] bytes, int from, int length, Random random) {
    int at = from + random.nextInt(Math.min(length, bytes.length - from));
    switch (random.nextInt(3)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] ^= (byte) (1 + random.nextInt(255));
      default -> Arrays.fill(bytes, at, Math.min(at + 512, from + length), (byte) 0);
    }
    return bytes;
  }

  private static Map<String, List<Integer>> pageKinds(byte[] database) {
    Map<String, List<Integer>> kinds = new TreeMap<>();
    for (int page = 0; page < database.length / PAGE; page++) {
      String kind =
          page == 0
              ? "header and schema"
              : switch (database[page * PAGE]) {
                case 0x02 -> "index inside";
                case 0x05 -> "table inside";
                case 0x0a -> "index leaf";
                case 0x0d -> "table leaf";
                default -> "overflow or free";
              };
      kinds.computeIfAbsent(kind, _ -> new ArrayList<>()).add(page);
    }
    assertThat(kinds.keySet())
        .contains(
            "header and schema", "table inside", "index leaf", "table leaf", "overflow or free");
    return kinds;
  }

  private void judge(
      String kind, Map<String, byte[]> files, String name, byte[] damaged, Content whole)
      throws Exception {
    Map<String, byte[]> hit = new TreeMap<>(files);
    hit.put(name, damaged);
    var content = open(hit);
    content.ifPresent(found -> assertThat(found).as("%s of %s", kind, name).isEqualTo(whole));
    outcomes.merge(
        kind + (content.isPresent() ? ": nothing missing" : ": set aside"), 1, Integer::sum);
  }

  /** What the outbox holds; empty when it was set aside and that is told. */
  private java.util.Optional<Content> open(Map<String, byte[]> files) throws Exception {
    Path folder = Files.createDirectory(root.resolve("open-" + opened++));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    OutboxFile.Opened outbox = OutboxFile.open(settings(folder), Samples.START);
    try {
      if (outbox.setAside() == null) {
        return java.util.Optional.of(new Content(outbox.epoch(), rows(outbox)));
      }
      assertThat(outbox.detectors()).isEmpty();
      assertThat(rows(outbox)).anyMatch(row -> row.contains("The outbox file was damaged"));
      assertThat(file(files, OutboxSettings.MARK)).asString().doesNotContain(outbox.epoch());
      return java.util.Optional.empty();
    } finally {
      outbox.connection().close();
      outbox.mark().close();
      delete(folder);
    }
  }

  private static List<String> rows(OutboxFile.Opened outbox) throws SQLException {
    List<String> rows = new ArrayList<>();
    for (String table : List.of("meta", "outbox", "detector_state", "gap", "refused")) {
      try (var statement = outbox.connection().createStatement();
          var row = statement.executeQuery("SELECT * FROM " + table)) {
        int columns = row.getMetaData().getColumnCount();
        while (row.next()) {
          StringBuilder text = new StringBuilder(table);
          for (int i = 1; i <= columns; i++) {
            Object value = row.getObject(i);
            text.append('|').append(value instanceof byte[] b ? Arrays.toString(b) : value);
          }
          rows.add(text.toString());
        }
      }
    }
    rows.sort(null);
    return rows;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
