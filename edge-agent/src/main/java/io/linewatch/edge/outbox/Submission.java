package io.linewatch.edge.outbox;

import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.series.SeriesBlock;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** A batch, encoded. */
record Submission(
    List<NewState> states,
    List<NewRow> rows,
    List<Statement> statements,
    List<Missing> missing,
    List<NewVerdict> verdicts,
    Runnable onDurable) {
  /** A statement as an object beside its encoded form: about as much again. */
  private static final int DECODED_AND_ENCODED = 2;

  static Submission of(OutboxBatch batch) {
    List<NewRow> rows = new ArrayList<>(batch.statements().size() + batch.series().size());
    // By identity: hashing a finding costs more than encoding it again.
    IdentityHashMap<Statement, byte[]> encoded = new IdentityHashMap<>();
    for (Statement statement : batch.statements()) {
      NewRow row = NewRow.of(statement);
      encoded.put(statement, row.value());
      rows.add(row);
    }
    for (SeriesBlock block : batch.series()) {
      rows.add(NewRow.of(block));
    }
    List<NewState> states =
        batch.states().stream().map(change -> NewState.of(change, encoded)).toList();
    return new Submission(
        states,
        rows,
        batch.statements(),
        batch.missing(),
        batch.verdicts().stream().map(NewVerdict::of).toList(),
        batch.onDurable());
  }

  /** What it holds of the heap, roughly; the bound of the queue counts these. */
  long heapBytes() {
    long sum = 0;
    for (NewRow row : rows) {
      sum += row.bytes() * (row.lane() == Lane.STATEMENTS ? DECODED_AND_ENCODED : 1);
    }
    for (NewState state : states) {
      sum += state.bytes();
    }
    for (NewVerdict verdict : verdicts) {
      sum += verdict.bytes();
    }
    return sum;
  }
}
