package io.linewatch.edge.outbox;

/** Rows and bytes that wait, by lane. Owned by the outbox's thread. */
final class WaitingTotals implements Undoable {
  private final long[] rows = new long[Lane.values().length];
  private long bytes;
  private final long[] savedRows = new long[Lane.values().length];
  private long savedBytes;

  void add(int lane, long rowCount, long byteCount) {
    rows[lane] += rowCount;
    bytes += byteCount;
  }

  long rows(Lane lane) {
    return rows[lane.code];
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void save() {
    System.arraycopy(rows, 0, savedRows, 0, rows.length);
    savedBytes = bytes;
  }

  @Override
  public void restore() {
    System.arraycopy(savedRows, 0, rows, 0, rows.length);
    bytes = savedBytes;
  }
}
