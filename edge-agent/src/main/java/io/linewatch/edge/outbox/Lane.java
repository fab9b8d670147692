package io.linewatch.edge.outbox;

/**
 * How urgent a row is, most urgent first; the order of the names is the order of sending. Findings
 * and snapshots share a lane because they share a topic: a snapshot that overtook a finding, or
 * fell behind one, would make the centre clear or raise the wrong thing.
 */
enum Lane {
  STATEMENTS,
  SERIES,
  STATUS
}
