package io.linewatch.edge.outbox;

import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.plant.AssetPath;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is done to the file, one transaction for each method. Outbox thread. */
final class OutboxStore {
  private static final String DROPPED =
      "The outbox was full while Kafka was away; the oldest series were dropped to keep findings.";

  private final long maxBytes;
  private final Connection connection;
  private final HighWaterMark mark;
  private final WaitingTable waiting;
  private final DetectorTable detectors;
  private final GapTable gaps;
  private final GapStatements gapStatements;
  private final RefusedTable refused;
  private final VerdictTable verdicts;
  private final Transactions transactions;

  OutboxStore(OutboxSettings settings, OutboxFile.Opened opened) throws SQLException {
    this.maxBytes = settings.maxBytes();
    this.connection = opened.connection();
    this.mark = opened.mark();
    Seal seal = opened.seal();
    MetaTable meta = new MetaTable(connection, seal);
    waiting = new WaitingTable(connection, seal);
    detectors = new DetectorTable(connection, seal);
    gaps = new GapTable(connection, meta, seal, settings.gateway());
    gapStatements = new GapStatements(gaps, meta, opened.epoch());
    refused = new RefusedTable(connection, seal);
    verdicts = new VerdictTable(connection, meta, seal);
    transactions =
        new Transactions(connection, seal, mark, List.of(waiting.totals(), gapStatements));
  }

  <T> T transact(Request.Body<T> body) throws SQLException {
    return transactions.run(body);
  }

  /** Whether there is room for more; without it only deletions are useful. */
  boolean hasRoom() {
    return waiting.totals().bytes() < maxBytes;
  }

  /**
   * Writes a group in one transaction.
   *
   * @return how many series had to be dropped for it
   */
  int write(List<Submission> group, Instant now) throws SQLException {
    return transact(() -> {
      // Of one detector only the last state stays.
      Map<String, NewState> states = new LinkedHashMap<>();
      for (Submission submission : group) {
        submission.states().forEach(state -> states.put(state.detector(), state));
      }
      detectors.save(states.values());
      for (Submission submission : group) {
        waiting.insert(submission.rows(), now);
        verdicts.insert(submission.verdicts());
        for (Missing missing : submission.missing()) {
          gaps.add(GapTable.Gap.of(missing));
        }
      }
      long over = waiting.totals().bytes() - maxBytes;
      // A twentieth more than needed, so that the next batches do not each drop a row.
      return over > 0 ? drop(over + maxBytes / 20) : 0;
    });
  }

  /**
   * Drops series to make room on the disk.
   *
   * @return how many
   */
  int dropSeries(long bytes) throws SQLException {
    return transact(() -> drop(bytes));
  }

  private int drop(long bytes) throws SQLException {
    List<NewRow.Span> dropped = waiting.dropSeries(bytes);
    for (NewRow.Span span : dropped) {
      gaps.add(GapTable.Gap.of(span, DROPPED));
    }
    return dropped.size();
  }

  VerdictTable verdicts() {
    return verdicts;
  }

  /** Body of a request: the next rows to send. */
  List<OutboxRow> waiting(int maxRows, long bytes) throws SQLException {
    return waiting.first(maxRows, bytes);
  }

  /** Body of a request: what became of rows. The broker answers, so gaps can be stated now. */
  List<GapFinding> settle(Settlement settlement, Instant now) throws SQLException {
    waiting.delete(settlement.published());
    for (Map.Entry<Long, String> refusal : settlement.refused().entrySet()) {
      refuse(refusal.getKey(), refusal.getValue(), now);
    }
    for (Map.Entry<String, Long> topic : settlement.overtaken().entrySet()) {
      waiting.renumber(topic.getKey(), topic.getValue());
    }
    if (settlement.published().isEmpty()) {
      return List.of();
    }
    List<GapFinding> findings = gapStatements.due(now);
    waiting.insert(findings.stream().map(NewRow::of).toList(), now);
    return findings;
  }

  private void refuse(long sequence, String reason, Instant now) throws SQLException {
    WaitingTable.Taken taken = waiting.take(sequence);
    if (taken == null) {
      return;
    }
    refused.add(taken.row(), reason, now);
    String why = "Kafka refused a record: " + reason;
    long micros = GapTable.micros(now);
    NewRow.Span span = taken.span();
    gaps.add(
        span == null
            ? new GapTable.Gap("outbox", why, null, micros, micros, 1)
            : GapTable.Gap.of(span, why));
  }

  /** Body of a request: where the gateway stands. */
  AssetPath standsAt(AssetPath gatewayAsset) throws SQLException {
    gapStatements.standsAt(gatewayAsset);
    return gatewayAsset;
  }

  OutboxDepth depth() throws SQLException {
    WaitingTotals totals = waiting.totals();
    return new OutboxDepth(
        totals.rows(Lane.STATEMENTS),
        totals.rows(Lane.SERIES),
        totals.rows(Lane.STATUS),
        totals.bytes(),
        totals.bytes() == 0 ? null : waiting.oldest());
  }

  /** What need not be done with each commit. */
  void tend() {
    mark.tend();
  }

  /** Folds the log in. */
  void foldLog() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  void close() throws SQLException, IOException {
    try (mark) {
      connection.close();
    }
  }
}
