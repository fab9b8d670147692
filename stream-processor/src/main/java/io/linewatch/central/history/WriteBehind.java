package io.linewatch.central.history;

import io.linewatch.central.history.BatchWriter.Written;
import io.linewatch.central.history.HistoryBatch.TakenOver;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Writes one batch on a thread of its own while the next is read: else the reader would stand still
 * while PostgreSQL works, and PostgreSQL while the reader does. Never more than one batch is under
 * way, and none is begun before the one before it is committed. All methods are the reader's.
 */
final class WriteBehind implements AutoCloseable {
  private final Writing writing;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("history-database").factory());
  private @Nullable Future<Written> underWay;

  WriteBehind(Writing writing) {
    this.writing = writing;
  }

  /** One batch, all or nothing, such as {@link BatchWriter#write}. */
  @FunctionalInterface
  interface Writing {
    Written write(ReadBatch batch) throws SQLException, TakenOver;
  }

  /**
   * Begins to write a batch, once the one before is written.
   *
   * @return what became of the one before; empty when there was none
   * @throws SQLException the batch before failed at this, like all else that {@link Writing#write}
   *     throws; this one is not begun
   */
  Optional<Written> write(ReadBatch batch) throws SQLException, TakenOver, InterruptedException {
    Optional<Written> before = await();
    underWay = thread.submit(() -> writing.write(batch));
    return before;
  }

  /** What became of the batch under way, when it has ended; does not wait. */
  Optional<Written> settled() throws SQLException, TakenOver, InterruptedException {
    return underWay == null || !underWay.isDone() ? Optional.empty() : await();
  }

  /** What became of the batch under way; waits for its end. */
  Optional<Written> await() throws SQLException, TakenOver, InterruptedException {
    Future<Written> awaited = underWay;
    if (awaited == null) {
      return Optional.empty();
    }
    try {
      Written written = awaited.get();
      underWay = null;
      return Optional.of(written);
    } catch (ExecutionException e) {
      underWay = null;
      switch (e.getCause()) {
        case SQLException failed -> throw failed;
        case TakenOver lost -> throw lost;
        case RuntimeException failed -> throw failed;
        case null, default -> throw new IllegalStateException("the batch was not written", e);
      }
    }
  }

  /**
   * Waits for the batch under way: whoever reads the offsets afterwards must find where it ended,
   * or would take itself for another writer.
   */
  @Override
  public void close() {
    thread.close();
  }
}
