package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.GatewayFinding.Kind;
import io.linewatch.edge.intake.Intake;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the connections once a second: one that has been down, or not allowed to listen, for
 * longer than a hiccup is a condition of the gateway. Looking, instead of being told, keeps the
 * client's callback thread out of the outbox.
 */
public final class ConnectionWatch implements AutoCloseable {
  static final Duration HICCUP = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);

  private final List<Intake> intakes;

  /** Which topics of a connection any source is about. */
  @FunctionalInterface
  public interface Wanted {
    boolean test(String connection, String topic);
  }

  private final Wanted wanted;
  private final ConditionReporter reporter;
  private final InstantSource clock;
  private final Map<String, Instant> downSince = new HashMap<>();
  private final Set<String> reportedStale = new HashSet<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("connection-watch").daemon().factory());

  public ConnectionWatch(
      List<Intake> intakes, Wanted wanted, ConditionReporter reporter, InstantSource clock) {
    this.intakes = List.copyOf(intakes);
    this.wanted = wanted;
    this.reporter = reporter;
    this.clock = clock;
  }

  public void start() {
    var _ = timer.scheduleWithFixedDelay(this::guardedLook, 1, 1, TimeUnit.SECONDS);
  }

  private void guardedLook() {
    try {
      look();
    } catch (RuntimeException defect) {
      // A timer forgets a task that throws; the next look may go well.
      LOG.error("looking at the connections failed", defect);
    }
  }

  /** One look. Timer thread. */
  void look() {
    Instant now = clock.instant();
    for (Intake intake : intakes) {
      if (intake.connected() && intake.problem().isEmpty()) {
        downSince.remove(intake.id());
        reporter.report(
            Kind.SOURCE_DISCONNECTED,
            intake.id(),
            Severity.HIGH,
            false,
            "Connection '" + intake.id() + "' is back.");
        lookForStale(intake, now);
      } else if (now.isAfter(downSince.computeIfAbsent(intake.id(), _ -> now).plus(HICCUP))) {
        reporter.report(
            Kind.SOURCE_DISCONNECTED,
            intake.id(),
            Severity.HIGH,
            true,
            "Connection '"
                + intake.id()
                + "' is down: nothing of its sources is watched. "
                + intake.problem());
      }
    }
  }

  /** Nodes and devices that are silent on a connection that is up. */
  private void lookForStale(Intake intake, Instant now) {
    Map<String, String> stale = intake.stale();
    String prefix = intake.id() + " ";
    for (Map.Entry<String, String> entry : stale.entrySet()) {
      String topic = entry.getKey();
      String subject = prefix + topic;
      if (wanted.test(intake.id(), topic)
          && now.isAfter(downSince.computeIfAbsent(subject, _ -> now).plus(HICCUP))) {
        reportedStale.add(subject);
        reporter.report(Kind.SOURCE_DISCONNECTED, topic, Severity.HIGH, true, entry.getValue());
      }
    }
    downSince
        .keySet()
        .removeIf(subject ->
            subject.startsWith(prefix) && !stale.containsKey(subject.substring(prefix.length())));
    reportedStale.removeIf(subject -> {
      boolean over =
          subject.startsWith(prefix) && !stale.containsKey(subject.substring(prefix.length()));
      if (over) {
        String topic = subject.substring(prefix.length());
        reporter.report(
            Kind.SOURCE_DISCONNECTED, topic, Severity.HIGH, false, topic + " was born again.");
      }
      return over;
    });
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
