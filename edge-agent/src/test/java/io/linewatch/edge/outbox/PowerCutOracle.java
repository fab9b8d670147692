package io.linewatch.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.wire.Topics;
import io.linewatch.edge.control.DesiredCache;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What was promised before the cut, and whether the files that are left keep it. */
final class PowerCutOracle {
  private static final String SPOILED = "spoiled";

  private @Nullable String epoch;
  private @Nullable String epochBeforeDamage;
  private boolean damaged;
  private boolean begun;
  private long sent;
  private long storing;
  private long stored;
  private final Set<String> durable = new HashSet<>();
  private final Set<String> settling = new HashSet<>();
  private final Set<String> settled = new HashSet<>();
  private int notes;

  /** How much was promised; grows. */
  int notes() {
    return notes;
  }

  void hear(String note) {
    notes++;
    int space = note.indexOf(' ');
    String rest = note.substring(space + 1);
    switch (space < 0 ? note : note.substring(0, space)) {
      case "epoch" -> {
        if (!rest.equals(epoch)) {
          // What the damaged file held is missing, and said to be.
          durable.clear();
          settling.clear();
          settled.clear();
          sent = 0;
        }
        epoch = rest;
        damaged = false;
      }
      case "damage" -> {
        damaged = true;
        begun = true;
        epochBeforeDamage = epoch;
      }
      case "durable" -> durable.add("finding " + rest);
      case "series" -> durable.add(note);
      case "sent" -> sent = Math.max(sent, Long.parseLong(rest));
      case "settling" -> settling.add(rest);
      case "settled" -> settled.add(rest);
      case "storing" -> storing = Long.parseLong(rest);
      case "stored" -> stored = Long.parseLong(rest);
      default -> {}
    }
  }

  /**
   * Opens what is left with the real outbox and the real cache.
   *
   * @throws AssertionError when a promise is broken
   */
  void check(Path folder) throws Exception {
    checkDesired(folder);
    OutboxSettings settings = PowerCutScenario.settings(folder);
    OutboxFile.Opened opened = OutboxFile.open(settings, Samples.START.plusSeconds(9));
    boolean spoiled = damaged && !opened.epoch().equals(epochBeforeDamage);
    if (!damaged) {
      assertThat(opened.setAside()).as("a power cut is not damage").isNull();
    }
    if (epoch != null && !spoiled) {
      assertThat(opened.epoch()).as("epoch").isEqualTo(epoch);
    }
    List<GapTable.Gap> gaps = gaps(opened);
    try (Outbox outbox =
        Outbox.on(
            opened,
            null,
            settings,
            _ -> {},
            new SimpleMeterRegistry(),
            InstantSource.fixed(Samples.START))) {
      List<OutboxRow> rows = outbox.waiting(100_000, Long.MAX_VALUE);
      List<String> present = rows.stream().map(PowerCutScenario::describe).toList();
      if (begun && !opened.epoch().equals(epochBeforeDamage)) {
        assertThat(outboxGapIsKnown(gaps, present)).as("the damage is stated").isTrue();
      }
      if (!spoiled) {
        checkRows(rows, present, gaps);
        checkStates(outbox, present);
      }
      checkNextSequence(outbox, rows, spoiled);
    }
  }

  private void checkDesired(Path folder) {
    DesiredCache.Cached cached = new DesiredCache(folder).load();
    assertThat(cached.problem()).as("desired state").isEmpty();
    if (cached.state() == null) {
      assertThat(stored).as("stored revision").isZero();
    } else {
      long revision = cached.state().revision();
      assertThat(revision).as("revision").isBetween(stored, storing);
      assertThat(cached.state()).isEqualTo(PowerCutScenario.desired(revision));
    }
  }

  private boolean outboxGapIsKnown(List<GapTable.Gap> gaps, List<String> present) {
    return gaps.stream().anyMatch(gap -> gap.stream().equals("outbox"))
        || present.contains("gap outbox")
        || settling.contains("gap outbox");
  }

  private void checkRows(List<OutboxRow> rows, List<String> present, List<GapTable.Gap> gaps) {
    assertThat(present.stream().filter(row -> !row.startsWith("gap")))
        .as("nothing doubled")
        .doesNotHaveDuplicates();
    assertThat(present.stream().filter(row -> !row.startsWith("gap")))
        .as("what was settled is gone")
        .noneMatch(settled::contains);
    List<GapFinding> stated = new ArrayList<>();
    for (OutboxRow row : rows) {
      if (row.topic().equals(Topics.FINDINGS.name())
          && Topics.FINDINGS.codec().decode(row.value()) instanceof GapFinding gap) {
        stated.add(gap);
      }
    }
    boolean gapsWereSent = settling.stream().anyMatch(row -> row.startsWith("gap"));
    for (String promised : durable) {
      if (present.contains(promised) || settling.contains(promised)) {
        continue;
      }
      assertThat(promised).as("findings are never dropped").startsWith("series");
      Instant minute =
          Samples.START.plusSeconds(60 * Long.parseLong(promised.substring("series ".length())));
      boolean told =
          gapsWereSent
              || gaps.stream().anyMatch(gap -> covers(gap, minute))
              || stated.stream()
                  .anyMatch(gap -> !gap.from().isAfter(minute) && !gap.to().isBefore(minute));
      assertThat(told).as("%s is neither there nor in a gap", promised).isTrue();
    }
  }

  private static boolean covers(GapTable.Gap gap, Instant minute) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, minute);
    return gap.firstMicros() <= micros && micros <= gap.lastMicros();
  }

  /** A detector's state is that of its last durable finding. */
  private void checkStates(Outbox outbox, List<String> present) {
    Map<DetectorId, SavedDetector> saved = outbox.savedDetectors();
    for (int i = 0; i < PowerCutScenario.DETECTORS; i++) {
      SavedDetector state = saved.get(PowerCutScenario.detector(i));
      long last = state == null ? 0 : state.state().episode();
      if (last > 0) {
        assertThat(present.contains("finding " + last) || settling.contains("finding " + last))
            .as("finding %s of the state", last)
            .isTrue();
      }
      for (String finding : present) {
        if (finding.startsWith("finding")) {
          long episode = Long.parseLong(finding.substring("finding ".length()));
          boolean same = PowerCutScenario.detector(episode).equals(PowerCutScenario.detector(i));
          assertThat(same && episode > last).as("%s is newer than its state", finding).isFalse();
        }
      }
    }
  }

  private void checkNextSequence(Outbox outbox, List<OutboxRow> rows, boolean spoiled)
      throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    outbox.submit(
        new OutboxBatch(
            List.of(), List.of(Samples.snapshot(SPOILED, 1)), List.of(), written::countDown));
    assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
    long next =
        outbox.waiting(100_000, Long.MAX_VALUE).stream()
            .filter(row -> PowerCutScenario.describe(row).equals("other"))
            .mapToLong(OutboxRow::sequence)
            .max()
            .orElseThrow();
    long highest = rows.stream().mapToLong(OutboxRow::sequence).max().orElse(0);
    assertThat(next).as("sequence").isGreaterThan(spoiled ? highest : Math.max(highest, sent));
  }

  private static List<GapTable.Gap> gaps(OutboxFile.Opened opened) throws SQLException {
    return new GapTable(
            opened.connection(),
            new MetaTable(opened.connection(), opened.seal()),
            opened.seal(),
            "gw-1")
        .all();
  }
}
