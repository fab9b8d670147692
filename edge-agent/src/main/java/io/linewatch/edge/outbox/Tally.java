package io.linewatch.edge.outbox;

import java.sql.SQLException;

/** Counts rows that are read back, each of which must say what was written. */
final class Tally {
  private long rows;
  private long sum;

  /**
   * @param stored the digest that stands in the row
   * @param read the digest of what the row says now
   */
  void row(String table, long stored, long read) throws SQLException {
    if (stored != read) {
      throw OutboxFile.damage("a row of " + table + " is not what was written");
    }
    rows++;
    sum += stored;
  }

  void requireOf(Seal seal) throws SQLException {
    seal.require(rows, sum);
  }
}
