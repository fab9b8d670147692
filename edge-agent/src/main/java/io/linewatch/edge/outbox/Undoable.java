package io.linewatch.edge.outbox;

/** What the outbox's thread keeps in memory in step with the file. */
interface Undoable {
  /** A transaction begins. */
  void save();

  /** The transaction was rolled back. */
  void restore();
}
