package io.linewatch.edge.outbox;

import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.series.SeriesBlock;
import java.util.List;

/**
 * What belongs into one transaction: either all of it survives a crash, or none.
 *
 * @param states in the order in which they came to be; the last one of a detector stays
 * @param statements in the order in which they are to reach the centre
 * @param missing stated as gaps, at most once a minute
 * @param verdicts of parts, in the order in which they are told at the line
 * @param onDurable runs once on the outbox thread after the commit, never when the batch is lost;
 *     it must be quick and must not call back into the outbox
 */
public record OutboxBatch(
    List<StateChange> states,
    List<Statement> statements,
    List<SeriesBlock> series,
    List<Missing> missing,
    List<PartVerdict> verdicts,
    Runnable onDurable) {
  public OutboxBatch {
    states = List.copyOf(states);
    statements = List.copyOf(statements);
    series = List.copyOf(series);
    missing = List.copyOf(missing);
    verdicts = List.copyOf(verdicts);
  }

  /** One without verdicts of parts. */
  public OutboxBatch(
      List<StateChange> states,
      List<Statement> statements,
      List<SeriesBlock> series,
      List<Missing> missing,
      Runnable onDurable) {
    this(states, statements, series, missing, List.of(), onDurable);
  }

  /** What a camera station decided. */
  public static OutboxBatch ofStation(
      List<StateChange> states,
      List<? extends Statement> statements,
      List<PartVerdict> verdicts,
      Runnable onDurable) {
    return new OutboxBatch(
        states, List.copyOf(statements), List.of(), List.of(), verdicts, onDurable);
  }

  /** One of which nothing is missing. */
  public OutboxBatch(
      List<StateChange> states,
      List<Statement> statements,
      List<SeriesBlock> series,
      Runnable onDurable) {
    this(states, statements, series, List.of(), onDurable);
  }

  /** A batch of statements about the gateway, with nobody waiting for it. */
  public static OutboxBatch of(List<? extends Statement> statements) {
    return new OutboxBatch(List.of(), List.copyOf(statements), List.of(), () -> {});
  }
}
