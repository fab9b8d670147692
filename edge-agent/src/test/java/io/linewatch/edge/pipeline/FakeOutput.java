package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.edge.outbox.Missing;
import io.linewatch.edge.outbox.OutboxBatch;
import io.linewatch.edge.outbox.SavedDetector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An outbox in memory; it can hold its commits back. Any thread. */
final class FakeOutput implements DurableOutput {
  final Map<DetectorId, SavedDetector> saved = new HashMap<>();
  private final List<Statement> statements = new ArrayList<>();
  private final List<SeriesBlock> series = new ArrayList<>();
  private final List<Missing> missing = new ArrayList<>();
  @Nullable Instant aliveUntil;
  private final List<Runnable> held = new ArrayList<>();
  private final AtomicInteger submitters = new AtomicInteger();
  private boolean holding;
  private volatile CountDownLatch room = new CountDownLatch(0);

  @Override
  public String epoch() {
    return "e1";
  }

  @Override
  public Map<DetectorId, SavedDetector> savedDetectors() {
    return Map.copyOf(saved);
  }

  @Override
  public @Nullable Instant aliveUntil() {
    return aliveUntil;
  }

  @Override
  public void submit(OutboxBatch batch) throws InterruptedException {
    submitters.incrementAndGet();
    room.await();
    submitters.decrementAndGet();
    take(batch);
  }

  private synchronized void take(OutboxBatch batch) {
    batch.states().forEach(s -> saved.put(s.detector(), new SavedDetector(s.state(), s.active())));
    statements.addAll(batch.statements());
    series.addAll(batch.series());
    missing.addAll(batch.missing());
    if (holding) {
      held.add(batch.onDurable());
    } else {
      batch.onDurable().run();
    }
  }

  /** From now on a submitter waits, as at the real one's bound. */
  void block() {
    room = new CountDownLatch(1);
  }

  boolean holdsSomebody() {
    return submitters.get() > 0;
  }

  void unblock() {
    room.countDown();
  }

  synchronized void hold() {
    holding = true;
  }

  synchronized int heldCommits() {
    return held.size();
  }

  synchronized void release() {
    holding = false;
    held.forEach(Runnable::run);
    held.clear();
  }

  synchronized List<Statement> statements() {
    return List.copyOf(statements);
  }

  synchronized List<ConditionFinding> findings() {
    return statements.stream()
        .filter(ConditionFinding.class::isInstance)
        .map(ConditionFinding.class::cast)
        .toList();
  }

  synchronized List<SeriesBlock> series() {
    return List.copyOf(series);
  }

  synchronized List<Missing> missing() {
    return List.copyOf(missing);
  }
}
