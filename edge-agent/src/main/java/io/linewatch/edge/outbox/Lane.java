package io.linewatch.edge.outbox;

/**
 * How urgent a row is, most urgent first; the order of the names is the order of sending. Findings
 * and snapshots share a lane because they share a topic: a snapshot that overtook a finding, or
 * fell behind one, would make the centre clear or raise the wrong thing.
 */
enum Lane {
  STATEMENTS(0),
  SERIES(1),
  STATUS(2);

  /** How the lane is written in the file; never reused for another. */
  final int code;

  Lane(int code) {
    this.code = code;
  }
}
