package io.linewatch.edge.outbox;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.plant.AssetPath;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Everything decided and not yet with the broker, in one SQLite file, together with the decision
 * state it came from.
 *
 * <p><b>Sequence and order.</b> A row gets its {@code lw-sequence} when it is committed: one
 * counter for all topics of one epoch, rising, never used twice. Rows are sent by urgency
 * (statements, then series, then status), so over all topics sequences do <em>not</em> arrive in
 * order, and numbers are missing where series were dropped or a newer snapshot or status replaced a
 * waiting one. But urgency goes by topic, and within a topic rows are always sent in rising
 * sequence. So every partition of every topic sees the records of one gateway in rising sequence,
 * and the centre may take whatever is not higher than the last one it has from that gateway, epoch
 * and partition for a repetition. A record that Kafka lost while a later one got through is given a
 * new sequence ({@link Settlement#overtaken}).
 *
 * <p><b>Bound.</b> Beyond {@code maxBytes} series are dropped, oldest first, and stated as gaps;
 * statements never. When statements alone fill it, {@link #submit} blocks.
 */
public final class Outbox implements AutoCloseable {
  private static final int MAX_QUEUED_BATCHES = 4096;

  /** Of heap; the group that is being written holds as much again. */
  private static final long MAX_QUEUED_BYTES = 4 << 20;

  private final String epoch;
  private final Map<DetectorId, SavedDetector> saved;
  private final @Nullable SetAside setAside;
  private final @Nullable Instant aliveUntil;
  private final WorkQueue queue;
  private final OutboxWriter writer;
  private final Thread thread;

  private Outbox(
      String epoch,
      Map<DetectorId, SavedDetector> saved,
      @Nullable SetAside setAside,
      @Nullable Instant aliveUntil,
      WorkQueue queue,
      OutboxWriter writer) {
    this.epoch = epoch;
    this.saved = Map.copyOf(saved);
    this.setAside = setAside;
    this.aliveUntil = aliveUntil;
    this.queue = queue;
    this.writer = writer;
    this.thread = Thread.ofPlatform().name("outbox-writer").unstarted(writer);
  }

  /**
   * Opens the file, or sets a damaged one aside, and starts the thread.
   *
   * @param afterCommit told of every statement once it is safe, on the outbox's thread; quick
   * @throws IOException when the state folder cannot be used, or another agent uses it
   */
  public static Outbox open(
      OutboxSettings settings,
      Consumer<Statement> afterCommit,
      MeterRegistry metrics,
      InstantSource clock)
      throws IOException {
    try {
      Instant aliveUntil = settings.lastWritten();
      OutboxFile.Opened opened = OutboxFile.open(settings, clock.instant());
      return on(opened, aliveUntil, settings, afterCommit, metrics, clock);
    } catch (SQLException e) {
      throw new IOException(
          "cannot open the outbox "
              + settings.database()
              + ": "
              + e.getMessage()
              + " (does another agent run on this state folder?)",
          e);
    }
  }

  /** Starts on a file that is open. */
  static Outbox on(
      OutboxFile.Opened opened,
      @Nullable Instant aliveUntil,
      OutboxSettings settings,
      Consumer<Statement> afterCommit,
      MeterRegistry metrics,
      InstantSource clock)
      throws SQLException {
    WorkQueue queue = new WorkQueue(MAX_QUEUED_BATCHES, MAX_QUEUED_BYTES);
    OutboxWriter writer =
        new OutboxWriter(settings, new OutboxStore(settings, opened), queue, afterCommit, clock);
    Outbox outbox =
        new Outbox(
            opened.epoch(), opened.detectors(), opened.setAside(), aliveUntil, queue, writer);
    outbox.bind(metrics, clock);
    outbox.thread.start();
    return outbox;
  }

  /** Random when the database was created; part of every finding's id. */
  public String epoch() {
    return epoch;
  }

  /** What the detectors were doing when the agent last stopped; read once at start. */
  public Map<DetectorId, SavedDetector> savedDetectors() {
    return saved;
  }

  /** When the run before wrote last, by the machine's clock then; null when there was none. */
  public @Nullable Instant aliveUntil() {
    return aliveUntil;
  }

  /** What happened to a damaged file found at the start, for people; empty when all was well. */
  public String setAside() {
    return setAside == null
        ? ""
        : "The outbox file was damaged ("
            + setAside.problem()
            + ")"
            + (Files.exists(setAside.file())
                ? " and is kept as " + setAside.file().getFileName()
                : "")
            + ". Findings and series not yet sent are missing; conditions are decided afresh."
            + " Check the disk.";
  }

  /**
   * Hands a batch over to be written. Blocks when the outbox is full, which holds the broker back.
   * Batches of one thread are written, and sent, in their order.
   *
   * @throws IllegalStateException when the outbox is closed or has failed
   */
  public void submit(OutboxBatch batch) throws InterruptedException {
    queue.put(Submission.of(batch));
  }

  /** Queues a status; false when the outbox is too busy, the next minute brings another. */
  public boolean offer(GatewayStatus status) {
    return queue.offer(
        new Submission(
            List.of(), List.of(NewRow.of(status)), List.of(), List.of(), List.of(), () -> {}));
  }

  /**
   * Says under which line the gateway's own gaps are filed; kept for the next start.
   *
   * @param gatewayAsset the gateway as an asset of its home line
   */
  public void standsAt(AssetPath gatewayAsset) throws IOException, InterruptedException {
    call(() -> writer.standsAt(gatewayAsset));
  }

  /** The rows to send next, most urgent first, within a topic in rising sequence. */
  public List<OutboxRow> waiting(int maxRows, long maxBytes)
      throws IOException, InterruptedException {
    return call(() -> writer.waiting(maxRows, maxBytes));
  }

  /**
   * Takes note of what became of rows.
   *
   * @throws IOException when the disk refuses: send the same rows again, the centre knows them
   */
  public void settle(Settlement settlement) throws IOException, InterruptedException {
    List<GapFinding> stated = call(() -> writer.settle(settlement));
    stated.forEach(writer::announce);
  }

  /** The verdicts of parts that are safe. */
  public SafeVerdicts verdicts() {
    return new SafeVerdicts(this, writer);
  }

  /** Waits until rows were added, at most this long. */
  public void awaitNews(Duration atMost) throws InterruptedException {
    writer.news.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  public OutboxDepth depth() {
    return writer.depth;
  }

  /** Why nothing can be written and what to do; empty when all is well. */
  public String problem() {
    return writer.problem;
  }

  /** Whether the disk has refused what was handed over, and has not taken it since. */
  public boolean waitsForDisk() {
    return writer.waitsForDisk;
  }

  <T> T call(Request.Body<T> body) throws IOException, InterruptedException {
    Request<T> request = new Request<>(body);
    queue.put(request);
    try {
      return request.result().get();
    } catch (ExecutionException e) {
      throw new IOException("outbox: " + e.getCause(), e);
    }
  }

  private void bind(MeterRegistry metrics, InstantSource clock) {
    gauge(metrics, "statements", OutboxDepth::statements);
    gauge(metrics, "series", OutboxDepth::series);
    gauge(metrics, "status", OutboxDepth::status);
    Gauge.builder("linewatch.outbox.bytes", this, o -> o.depth().bytes())
        .description("what the waiting rows count against the size bound")
        .register(metrics);
    Gauge.builder("linewatch.outbox.queued.batches", queue, WorkQueue::waiting)
        .description("batches handed over and not yet written")
        .register(metrics);
    Gauge.builder("linewatch.outbox.queued.bytes", queue, WorkQueue::waitingBytes)
        .description("heap of these batches; bound " + MAX_QUEUED_BYTES)
        .register(metrics);
    Gauge.builder("linewatch.outbox.oldest.seconds", this, o -> o.ageSeconds(clock.instant()))
        .description("age of the oldest row that waits for Kafka")
        .register(metrics);
    FunctionCounter.builder(
            "linewatch.outbox.dropped.series", writer.droppedSeries, Number::doubleValue)
        .description("series blocks dropped because the outbox was full")
        .register(metrics);
  }

  private void gauge(MeterRegistry metrics, String lane, ToDoubleFunction<OutboxDepth> rows) {
    Gauge.builder("linewatch.outbox.rows", this, o -> rows.applyAsDouble(o.depth()))
        .description("rows that wait for Kafka")
        .tag("lane", lane)
        .register(metrics);
  }

  private double ageSeconds(Instant now) {
    Instant oldest = depth().oldest();
    return oldest == null ? 0 : Duration.between(oldest, now).toMillis() / 1000.0;
  }

  /** Writes what was handed over, then closes the file. */
  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        // What was handed over must be written all the same; tell the caller afterwards.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
