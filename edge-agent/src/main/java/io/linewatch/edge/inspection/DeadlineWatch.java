package io.linewatch.edge.inspection;

import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Thread {@code inspection-deadlines}: says when a part's time is over. Touches no disk. */
final class DeadlineWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatch.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final Deadlines deadlines;
  private final Deadlines.Policy policy;
  private final Consumer<Deadlines.Passed> passed;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param passed must not block
   */
  DeadlineWatch(Deadlines deadlines, Deadlines.Policy policy, Consumer<Deadlines.Passed> passed) {
    this.deadlines = deadlines;
    this.policy = policy;
    this.passed = passed;
    this.thread = Thread.ofPlatform().name("inspection-deadlines").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        deadlines.await(LONGEST_WAIT);
        for (Deadlines.Passed over : deadlines.passed(policy)) {
          tell(over);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Deadlines.Passed over) {
    try {
      passed.accept(over);
    } catch (RuntimeException defect) {
      // The next part's gate must be told all the same.
      LOG.error("the deadline of part {} could not be told", over.part(), defect);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
