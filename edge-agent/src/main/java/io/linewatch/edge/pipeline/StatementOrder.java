package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.outbox.OutboxBatch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the gateway states beside the lanes' own findings: its conditions and its snapshots, one
 * after the other and in order with the change of plans. It owns the lock of that order, which is
 * never taken by a lane: a lane would wait for itself. Lanes ask it as {@link Detector.Speaker}
 * only, which takes no lock.
 */
final class StatementOrder implements Detector.Speaker {
  private static final Logger LOG = LoggerFactory.getLogger(StatementOrder.class);

  /** What must not run beside another statement. */
  @FunctionalInterface
  interface Step<E extends Exception> {
    void run() throws E;
  }

  private final String gateway;
  private final DurableOutput output;
  private final InstantSource clock;
  private final ReentrantLock order = new ReentrantLock();

  // Under the lock.
  private final GatewayConditions conditions;
  private final Set<String> lines = new TreeSet<>();
  private @Nullable DesiredState running;

  private volatile BooleanSupplier clockTrusted = () -> true;
  private volatile Beside beside = use -> use.take(new LaneSnapshot(Set.of(), List.of()));

  /**
   * @param saved the detectors of the last run; their lines are in the snapshots from the start
   */
  StatementOrder(
      String gateway, DurableOutput output, InstantSource clock, Collection<DetectorId> saved) {
    this.gateway = gateway;
    this.output = output;
    this.clock = clock;
    this.conditions = new GatewayConditions(gateway, output);
    saved.forEach(id -> lines.add(id.asset().linePath()));
  }

  @Override
  public String gateway() {
    return gateway;
  }

  @Override
  public String epoch() {
    return output.epoch();
  }

  @Override
  public boolean clockTrusted() {
    return clockTrusted.getAsBoolean();
  }

  /** Asked for every finding; on the lanes' threads. */
  void vouchedBy(BooleanSupplier trusted) {
    clockTrusted = trusted;
  }

  /** What runs beside the lanes is in every snapshot from now on. */
  void alsoStates(Beside others) {
    beside = others;
  }

  /** Runs the step while nothing else is stated. Any thread but a lane's or the outbox's. */
  <E extends Exception> void inTurn(Step<E> step) throws E {
    order.lock();
    try {
      step.run();
    } finally {
      order.unlock();
    }
  }

  /** As {@link EdgePipeline#report} says. Any thread but a lane's or the outbox's. */
  void report(
      GatewayFinding.Kind kind, String subject, Severity severity, boolean active, String message) {
    order.lock();
    try {
      conditions.report(kind, subject, severity, active, message, clock.instant());
    } catch (InterruptedException stopped) {
      LOG.warn("while stopping, {} of '{}' could not be stated", kind, subject);
      Thread.currentThread().interrupt();
    } finally {
      order.unlock();
    }
  }

  /** As {@link EdgePipeline#snapshots} says. Any thread but a lane's or the outbox's. */
  List<ConditionSnapshot> snapshots(Lanes lanes, Instant now) {
    List<ConditionSnapshot> submitted = new ArrayList<>();
    order.lock();
    try {
      if (running != null) {
        var _ =
            lanes.standstill(
                Lane::snapshot, parts -> submitted.addAll(submitSnapshots(parts, now)));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException defect) {
      // The lane has counted it; control must live to take the next desired state.
      LOG.error("no snapshot could be taken; the next one comes within the hour", defect);
    } finally {
      order.unlock();
    }
    return List.copyOf(submitted);
  }

  /** What runs, null before the first desired state. {@link #inTurn} only. */
  @Nullable DesiredState running() {
    return running;
  }

  /**
   * States what a desired state changes in the gateway's own conditions, before the lanes follow
   * it. {@link #inTurn} only.
   */
  void expect(DesiredState desired) throws InterruptedException {
    desired.assets().stream().map(Asset::path).map(AssetPath::linePath).forEach(lines::add);
    lines.add(desired.home());
    conditions.home(desired.home());
    ModelInstaller.endRefusals(desired, conditions, clock);
  }

  /**
   * From now on this one runs: its first snapshots. {@link #inTurn} only, while the lanes that
   * followed it wait.
   */
  void run(DesiredState desired, List<LaneSnapshot> parts) throws InterruptedException {
    running = desired;
    var _ = submitSnapshots(parts, clock.instant());
  }

  /** While what runs beside the lanes holds still too. */
  private List<ConditionSnapshot> submitSnapshots(List<LaneSnapshot> ofLanes, Instant now)
      throws InterruptedException {
    List<ConditionSnapshot> submitted = new ArrayList<>();
    beside.standstill(others -> {
      List<LaneSnapshot> all = new ArrayList<>(ofLanes);
      all.add(others);
      submitted.addAll(submitParts(all, now));
    });
    return submitted;
  }

  private List<ConditionSnapshot> submitParts(List<LaneSnapshot> parts, Instant now)
      throws InterruptedException {
    String home = running == null ? "" : running.home();
    List<ConditionSnapshot> made =
        LaneSnapshot.byLine(parts, lines).entrySet().stream()
            .flatMap(entry ->
                SnapshotParts.of(
                    new ConditionSnapshot(
                        gateway,
                        output.epoch(),
                        entry.getKey(),
                        now,
                        entry.getValue().ids(),
                        entry.getValue().active(),
                        entry.getKey().equals(home) ? conditions.active() : List.of()))
                    .stream())
            .toList();
    if (!made.isEmpty()) {
      output.submit(OutboxBatch.of(made));
    }
    return made;
  }
}
