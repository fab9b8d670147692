package io.linewatch.edge.inspection;

import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.edge.outbox.OutboxBatch;
import io.linewatch.edge.outbox.StateChange;
import io.linewatch.edge.pipeline.Beside;
import io.linewatch.edge.pipeline.DurableOutput;
import io.linewatch.edge.pipeline.LaneSnapshot;
import java.io.Serial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where stations put what must survive. Its lock is held from a decision to its hand-over, and
 * while a snapshot is taken, so that neither overtakes the other.
 */
final class StationOutput implements Beside {

  /** The outbox is closed or has failed: nothing more can be decided. */
  static final class OutboxEnded extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    OutboxEnded(IllegalStateException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** Decides, under the lock. */
  @FunctionalInterface
  interface Decision {
    void on(StationDetectors detectors);
  }

  private final DurableOutput output;
  private final Map<String, StationDetectors> stations;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * @param stations by id; touched under this object's lock alone from now on
   */
  StationOutput(DurableOutput output, Map<String, StationDetectors> stations) {
    this.output = output;
    this.stations = Map.copyOf(stations);
  }

  /**
   * Decides and hands over in one commit; blocks while the outbox is full. A station's worker.
   *
   * @param verdicts in the order in which the line is told of them
   * @param onDurable as in {@link OutboxBatch}
   * @throws OutboxEnded when it cannot be handed over
   */
  void commit(String station, Decision decision, List<PartVerdict> verdicts, Runnable onDurable)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      StationDetectors detectors = stations.get(station);
      if (detectors == null) {
        throw new IllegalArgumentException("there is no station '" + station + "'");
      }
      decision.on(detectors);
      List<StateChange> states = detectors.takeStates();
      List<Statement> findings = detectors.takeFindings();
      if (states.isEmpty() && findings.isEmpty() && verdicts.isEmpty()) {
        onDurable.run();
        return;
      }
      OutboxBatch batch = OutboxBatch.ofStation(states, findings, verdicts, onDurable);
      try {
        output.submit(batch);
      } catch (IllegalStateException ended) {
        throw new OutboxEnded(ended);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void standstill(Use use) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      LaneSnapshot all = new LaneSnapshot(new HashSet<>(), new ArrayList<>());
      for (StationDetectors station : stations.values()) {
        all.ids().addAll(station.ids());
        all.active().addAll(station.active());
      }
      use.take(all);
    } finally {
      lock.unlock();
    }
  }
}
