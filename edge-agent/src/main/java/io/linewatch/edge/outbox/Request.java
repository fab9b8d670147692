package io.linewatch.edge.outbox;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** Something another thread wants done on the outbox's thread, in a transaction of its own. */
record Request<T>(Body<T> body, CompletableFuture<T> result) {
  /** Runs inside the transaction; may run twice when the disk was full the first time. */
  @FunctionalInterface
  interface Body<T> {
    T run() throws SQLException;
  }

  Request(Body<T> body) {
    this(body, new CompletableFuture<>());
  }
}
