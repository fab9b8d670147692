package io.linewatch.edge.protection;

import io.linewatch.edge.pipeline.ConditionReporter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the load every five seconds, gives up what {@link Protection} says, and makes each mark
 * that is crossed a condition of the gateway. One thread, which also states what was shed.
 */
public final class ProtectionWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProtectionWatch.class);
  private static final int LOOK_SECONDS = 5;

  /** What can be given up: the pipeline's part, or a test's own. */
  public interface Measures {
    /** As {@code EdgePipeline.protect}. */
    void protect(int keepEvery, boolean withoutSeries);

    /** As {@code EdgePipeline.tellShed}. */
    void tellShed() throws InterruptedException;
  }

  /**
   * One mark as it stands, for the status page.
   *
   * @param name such as {@code process-cpu}
   * @param value not a number when it cannot be known
   * @param raise where protection begins
   * @param clear where it is over
   */
  public record View(String name, double value, double raise, double clear, boolean raised) {}

  private final Probe probe;
  private final Protection protection;
  private final Measures measures;
  private final ConditionReporter reporter;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("protection-watch").daemon().factory());

  private volatile List<View> views = List.of();
  private volatile List<String> problems = List.of();
  private volatile boolean powerToSpare = true;
  private volatile int keepEvery = 1;

  public ProtectionWatch(
      Probe probe,
      Marks marks,
      Measures measures,
      ConditionReporter reporter,
      MeterRegistry metrics) {
    this.probe = probe;
    this.protection = new Protection(marks);
    this.measures = measures;
    this.reporter = reporter;
    for (Protection.Guarded guarded : Protection.Guarded.values()) {
      Gauge.builder("linewatch.edge.protection", this, watch -> watch.raised(guarded) ? 1 : 0)
          .description("1 while this mark is crossed")
          .tag("mark", guarded.tag())
          .register(metrics);
    }
    Gauge.builder("linewatch.edge.protection.keep.every", this, watch -> watch.keepEvery)
        .description("at QoS 0 only every so-many-th message of an asset is decided")
        .register(metrics);
  }

  public void start() {
    var _ = timer.scheduleWithFixedDelay(this::guardedLook, 1, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void guardedLook() {
    try {
      look(System.nanoTime());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException defect) {
      // A timer forgets a task that throws; the next look may go well.
      LOG.error("looking at the load failed", defect);
    }
  }

  /** One look. Timer thread. */
  void look(long nowNanos) throws InterruptedException {
    Load load = probe.read();
    List<Protection.Change> changes = protection.judge(load, nowNanos);
    // First the measures, which help, then the words, which may have to wait for the outbox.
    keepEvery = protection.keepEvery();
    measures.protect(keepEvery, protection.stopsSeries());
    powerToSpare = protection.hasPowerToSpare();
    view(load);
    for (Protection.Change change : changes) {
      LOG.warn("{}", change.message());
      reporter.report(
          change.guarded().kind,
          change.guarded().subject,
          change.guarded().severity,
          change.active(),
          change.message());
    }
    measures.tellShed();
  }

  private void view(Load load) {
    List<View> now = new ArrayList<>();
    List<String> raised = new ArrayList<>();
    for (Protection.Guarded guarded : Protection.Guarded.values()) {
      Marks.Pair pair = protection.pair(guarded);
      boolean active = protection.isRaised(guarded);
      double value = guarded.of(load);
      now.add(new View(guarded.tag(), value, pair.raise(), pair.clear(), active));
      if (active) {
        raised.add(protection.told(guarded));
      }
    }
    views = List.copyOf(now);
    problems = List.copyOf(raised);
  }

  private boolean raised(Protection.Guarded guarded) {
    return views.stream().anyMatch(view -> view.raised() && view.name().equals(guarded.tag()));
  }

  /** Every mark as it stood at the last look. Any thread. */
  public List<View> views() {
    return views;
  }

  /** What is given up and what to do; empty when all is well. Any thread. */
  public List<String> problems() {
    return problems;
  }

  /** Whether there is power to spare for what nobody's safety hangs on. Any thread. */
  public boolean hasPowerToSpare() {
    return powerToSpare;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
