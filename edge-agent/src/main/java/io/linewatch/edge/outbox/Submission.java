package io.linewatch.edge.outbox;

import io.linewatch.domain.finding.Statement;
import java.util.List;

/** A batch, encoded. */
record Submission(
    List<StateChange> states, List<NewRow> rows, List<Statement> statements, Runnable onDurable) {

  long bytes() {
    long sum = 0;
    for (NewRow row : rows) {
      sum += row.bytes();
    }
    return sum;
  }
}
