package io.linewatch.edge;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.GatewayFinding.Kind;
import io.linewatch.edge.pipeline.ConditionReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the disk under the state folder every ten seconds. Nearly full is a condition of the
 * gateway, raised while findings can still be written, so that somebody can act before they cannot.
 */
final class DiskWatch implements AutoCloseable {
  /** Below this it is nearly full. */
  static final long LOW_BYTES = 64L << 20;

  /** From here on it is over; the distance keeps it from flickering. */
  static final long ENOUGH_BYTES = 128L << 20;

  private static final Logger log = LoggerFactory.getLogger(DiskWatch.class);
  private static final int LOOK_SECONDS = 10;

  /** How much the agent may still write. */
  @FunctionalInterface
  interface Space {
    long usableBytes() throws IOException;
  }

  private final Path folder;
  private final Space space;
  private final BooleanSupplier refused;
  private final ConditionReporter reporter;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("disk-watch").daemon().factory());

  private volatile String problem = "";

  /**
   * @param refused whether the disk has refused a write and has not taken one since
   */
  DiskWatch(Path folder, Space space, BooleanSupplier refused, ConditionReporter reporter) {
    this.folder = folder;
    this.space = space;
    this.refused = refused;
    this.reporter = reporter;
  }

  static Space of(Path folder) {
    return () -> Files.getFileStore(folder).getUsableSpace();
  }

  void start() {
    var _ = timer.scheduleWithFixedDelay(this::guardedLook, 0, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void guardedLook() {
    try {
      look();
    } catch (IOException | RuntimeException e) {
      // A timer forgets a task that throws; the next look may go well.
      log.warn("looking at the disk of {} failed: {}", folder, e.toString());
    }
  }

  /** One look. Timer thread. */
  void look() throws IOException {
    long usable = space.usableBytes();
    boolean low = refused.getAsBoolean() || usable < (problem.isEmpty() ? LOW_BYTES : ENOUGH_BYTES);
    if (!low) {
      problem = "";
      report(false, "The disk has room again.");
    } else if (problem.isEmpty()) {
      // The words stay while it lasts: each change of them would be news to the centre.
      problem =
          "The disk under "
              + folder
              + " is nearly full ("
              + (usable >> 20)
              + " MiB left): free some, or soon series are dropped and readings wait at the broker.";
      log.warn("{}", problem);
      report(true, problem);
    }
  }

  private void report(boolean active, String message) {
    reporter.report(Kind.DISK_NEARLY_FULL, "", Severity.HIGH, active, message);
  }

  /** What to do; empty when there is room. */
  String problem() {
    return problem;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
