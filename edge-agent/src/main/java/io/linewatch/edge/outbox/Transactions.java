package io.linewatch.edge.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a body whole or not at all: rows, the seal over them, and what is kept in memory beside
 * them. After a commit the mark is raised. Outbox thread.
 */
final class Transactions {
  private static final Logger log = LoggerFactory.getLogger(Transactions.class);

  private final Connection connection;
  private final Seal seal;
  private final HighWaterMark mark;
  private final List<Undoable> inMemory;

  /**
   * @param inMemory what goes with the rows besides the seal
   */
  Transactions(
      Connection connection, Seal seal, HighWaterMark mark, List<? extends Undoable> inMemory) {
    this.connection = connection;
    this.seal = seal;
    this.mark = mark;
    this.inMemory = List.copyOf(inMemory);
  }

  /**
   * @throws SQLException when the body or the commit failed; then everything is as before
   */
  <T> T run(Request.Body<T> body) throws SQLException {
    seal.save();
    inMemory.forEach(Undoable::save);
    boolean committed = false;
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      try {
        T result = body.run();
        boolean changed = seal.write();
        statement.execute("COMMIT");
        committed = true;
        if (changed) {
          mark.raise(seal.commits());
        }
        return result;
      } finally {
        if (!committed) {
          seal.restore();
          inMemory.forEach(Undoable::restore);
          rollBack(statement);
        }
      }
    }
  }

  private static void rollBack(Statement statement) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      // SQLite has rolled back by itself after some errors; the first error is the one to report.
      log.debug("no transaction to roll back: {}", e.getMessage());
    }
  }
}
