package io.linewatch.edge;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.GatewayFinding.Kind;
import io.linewatch.edge.pipeline.ConditionReporter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether the gateway's clock can be trusted, and makes it a condition of the
 * gateway while it cannot.
 */
final class ClockWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);

  private final GatewayClock clock;
  private final ConditionReporter reporter;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("clock-watch").daemon().factory());

  private String told = "";

  ClockWatch(GatewayClock clock, ConditionReporter reporter) {
    this.clock = clock;
    this.reporter = reporter;
  }

  void start() {
    var _ = timer.scheduleWithFixedDelay(this::guardedLook, 0, 1, TimeUnit.SECONDS);
  }

  private void guardedLook() {
    try {
      look();
    } catch (RuntimeException e) {
      // A timer forgets a task that throws; the next look may go well.
      log.warn("looking at the clock failed: {}", e.toString());
    }
  }

  /** One look. Timer thread. */
  void look() {
    String problem = clock.trusted() ? "" : clock.problem();
    if (problem.equals(told)) {
      return;
    }
    told = problem;
    if (problem.isEmpty()) {
      log.info("the clock is trusted again");
      report(false, "The clock is trusted again.");
    } else {
      log.warn("{}", problem);
      report(true, problem);
    }
  }

  private void report(boolean active, String message) {
    reporter.report(Kind.CLOCK_UNTRUSTED, "", Severity.MEDIUM, active, message);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
