package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.intake.InboundMessage.Receipt;
import io.linewatch.edge.outbox.Missing;
import io.linewatch.edge.outbox.OutboxBatch;
import io.linewatch.edge.outbox.StateChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one batch of a lane leaves behind. Lane thread. */
final class LaneOutput {
  /** Parts of a batch, each about a kilobyte. */
  private static final int LARGE = 1_000;

  private final DurableOutput durable;
  private final PipelineMetrics metrics;
  private final Map<DetectorId, StateChange> states = new LinkedHashMap<>();
  private List<Statement> statements = new ArrayList<>();
  private List<SeriesBlock> series = new ArrayList<>();
  private List<Missing> missing = new ArrayList<>();
  private List<Receipt> receipts = new ArrayList<>();

  LaneOutput(DurableOutput durable, PipelineMetrics metrics) {
    this.durable = durable;
    this.metrics = metrics;
  }

  void add(Detector.Outcome outcome) {
    add(outcome.state());
    if (outcome.finding() != null) {
      statements.add(outcome.finding());
      metrics.findings.increment();
    }
  }

  void add(StateChange change) {
    states.put(change.detector(), change);
  }

  void add(SeriesBlock block) {
    series.add(block);
    metrics.seriesBlocks.increment();
  }

  void add(Missing gap) {
    missing.add(gap);
  }

  void add(Receipt receipt) {
    if (!receipt.equals(Receipt.NONE)) {
      receipts.add(receipt);
    }
  }

  /** Whether what is gathered should go before more comes: when every reading is a finding. */
  boolean isLarge() {
    return statements.size() + states.size() + series.size() >= LARGE;
  }

  /**
   * Hands the batch to the outbox; the messages it rests on are finished after the commit, or at
   * once when nothing of it must survive.
   */
  void commit() throws InterruptedException {
    boolean nothing =
        states.isEmpty() && statements.isEmpty() && series.isEmpty() && missing.isEmpty();
    if (nothing && receipts.isEmpty()) {
      return;
    }
    List<Receipt> waiting = receipts;
    receipts = new ArrayList<>();
    Runnable finish = () -> waiting.forEach(Receipt::finish);
    if (nothing) {
      finish.run();
      return;
    }
    OutboxBatch batch =
        new OutboxBatch(new ArrayList<>(states.values()), statements, series, missing, finish);
    states.clear();
    statements = new ArrayList<>();
    series = new ArrayList<>();
    missing = new ArrayList<>();
    durable.submit(batch);
  }
}
