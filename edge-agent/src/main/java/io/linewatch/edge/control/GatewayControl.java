package io.linewatch.edge.control;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.desired.GatewayStatus.ModelStatus;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.Topics;
import io.linewatch.edge.control.DesiredSource.DesiredRecord;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the gateway doing what the centre wants, and the centre knowing what the gateway does. One
 * thread: reads desired states, applies the newest, reports on every change and each minute, and
 * asks for snapshots at the start, after a change, when Kafka is back, and each hour.
 */
public final class GatewayControl implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GatewayControl.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration STATUS_INTERVAL = Duration.ofMinutes(1);
  private static final Duration SNAPSHOT_INTERVAL = Duration.ofHours(1);

  /** What the control thread needs of the outbox. */
  public interface Reports {
    String epoch();

    boolean offer(GatewayStatus status);

    void standsAt(AssetPath gatewayAsset) throws IOException, InterruptedException;

    Map<String, Long> counts();
  }

  private final String gateway;
  private final String agentVersion;
  private final Controlled pipeline;
  private final Reports reports;
  private final DesiredSource source;
  private final DesiredCache cache;
  private final MeterRegistry metrics;
  private final InstantSource clock;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicBoolean snapshotWanted = new AtomicBoolean();

  private volatile boolean stopping;
  private volatile ControlState state = ControlState.NOTHING;

  private List<ModelStatus> reportedModels = List.of();
  private @Nullable ControlState reportedState;
  private Instant nextStatus = Instant.MIN;
  private Instant nextSnapshot = Instant.MAX;

  public GatewayControl(
      String gateway,
      String agentVersion,
      Controlled pipeline,
      Reports reports,
      DesiredSource source,
      DesiredCache cache,
      MeterRegistry metrics,
      InstantSource clock) {
    this.gateway = gateway;
    this.agentVersion = agentVersion;
    this.pipeline = pipeline;
    this.reports = reports;
    this.source = source;
    this.cache = cache;
    this.metrics = metrics;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("control").unstarted(this::run);
    Gauge.builder("linewatch.desired.revision", this, c -> c.state().appliedRevision())
        .description("revision of the desired state the gateway runs on")
        .register(metrics);
  }

  /** What the gateway runs on. Any thread. */
  public ControlState state() {
    return state;
  }

  /** What keeps the desired state from being read; empty when nothing does. */
  public String sourceProblem() {
    return source.problem();
  }

  /** Applies what the last run had. Before {@link #start}, on the starting thread. */
  public void applyCached() throws InterruptedException {
    DesiredCache.Cached cached = cache.load();
    if (!cached.problem().isEmpty()) {
      log.warn("{}", cached.problem());
      refuse(0, List.of(cached.problem()));
    }
    if (cached.state() != null) {
      consider(cached.state(), false);
    }
  }

  public void start() {
    thread.start();
  }

  /** Asks for a snapshot soon, such as when Kafka is back. Any thread. */
  public void requestSnapshot() {
    snapshotWanted.set(true);
  }

  private void run() {
    try {
      while (!stopping) {
        turn(source.poll(POLL));
      }
    } catch (InterruptedException e) {
      log.debug("control ends by interrupt");
    } catch (RuntimeException e) {
      log.error("control failed; the gateway goes on with what it has, restart the agent", e);
      state = state.refused(state.refusedRevision(), List.of("control has failed: " + e));
    } finally {
      try {
        source.close();
      } finally {
        stopped.countDown();
      }
    }
  }

  /** One turn of the control thread. */
  void turn(List<DesiredRecord> records) throws InterruptedException {
    considerNewest(records);
    Instant now = clock.instant();
    if (snapshotWanted.getAndSet(false) || !now.isBefore(nextSnapshot)) {
      pipeline.snapshot(now);
      nextSnapshot = now.plus(SNAPSHOT_INTERVAL);
    }
    List<ModelStatus> models = pipeline.models();
    boolean changed = !state.equals(reportedState) || !models.equals(reportedModels);
    if (changed || !now.isBefore(nextStatus)) {
      report(now, models);
    }
  }

  private void considerNewest(List<DesiredRecord> records) throws InterruptedException {
    DesiredState newest = null;
    for (DesiredRecord record : records) {
      DesiredState desired = decode(record);
      if (desired != null && (newest == null || desired.revision() > newest.revision())) {
        newest = desired;
      }
    }
    if (newest != null) {
      consider(newest, true);
    }
  }

  private @Nullable DesiredState decode(DesiredRecord record) {
    byte[] value = record.value();
    try {
      if (value == null) {
        throw new MalformedRecord("a bare tombstone; removal must be stated in a document");
      }
      DesiredState desired = Topics.DESIRED.codec().decode(value);
      if (!desired.gateway().equals(gateway)) {
        throw new MalformedRecord("it is for gateway '" + desired.gateway() + "'");
      }
      return desired;
    } catch (MalformedRecord e) {
      count("malformed");
      refuse(0, List.of("malformed desired state: " + e.getMessage()));
      return null;
    }
  }

  private void consider(DesiredState desired, boolean keep) throws InterruptedException {
    if (desired.revision() <= state.appliedRevision()
        || desired.revision() == state.refusedRevision()) {
      count("not-newer");
      return;
    }
    AssetPath home;
    try {
      home = AssetPath.of(desired.home() + "/" + gateway);
    } catch (IllegalArgumentException e) {
      count("refused");
      refuse(desired.revision(), List.of("home: " + e.getMessage()));
      return;
    }
    List<String> problems = pipeline.apply(desired);
    if (!problems.isEmpty()) {
      count("refused");
      refuse(desired.revision(), problems);
      return;
    }
    count("applied");
    applied(desired, home, keep);
  }

  private void applied(DesiredState desired, AssetPath home, boolean keep)
      throws InterruptedException {
    log.info("desired state {} of {} applied", desired.revision(), desired.issuedBy());
    List<String> problems = List.of();
    try {
      if (keep) {
        cache.store(desired);
      }
      reports.standsAt(home);
    } catch (IOException e) {
      problems =
          List.of(
              "revision "
                  + desired.revision()
                  + " is applied, but could not be kept for the next start: "
                  + e.getMessage());
      log.warn("{}", problems.getFirst());
    }
    state = new ControlState(desired.revision(), 0, problems, desired.home());
    pipeline.report(
        GatewayFinding.Kind.DESIRED_STATE_REFUSED, "", Severity.HIGH, false, "It is applied now.");
    snapshotWanted.set(true);
  }

  private void refuse(long revision, List<String> problems) {
    log.warn("desired state {} refused: {}", revision, problems);
    state = state.refused(revision, problems);
    pipeline.report(
        GatewayFinding.Kind.DESIRED_STATE_REFUSED,
        "",
        Severity.HIGH,
        true,
        "The gateway refuses the desired state and goes on with revision "
            + state.appliedRevision()
            + ": "
            + problems.getFirst()
            + " Correct the plant sheet and apply it again.");
  }

  private void count(String outcome) {
    metrics.counter("linewatch.desired.records", "outcome", outcome).increment();
  }

  private void report(Instant now, List<ModelStatus> models) {
    ControlState current = state;
    Map<String, Long> counts = new TreeMap<>(pipeline.counts());
    counts.putAll(reports.counts());
    GatewayStatus status =
        new GatewayStatus(
            gateway,
            reports.epoch(),
            now,
            agentVersion,
            current.appliedRevision(),
            current.refusedRevision(),
            current.problems(),
            models,
            counts,
            pipeline.recordings());
    if (reports.offer(status)) {
      reportedState = current;
      reportedModels = models;
      nextStatus = now.plus(STATUS_INTERVAL);
    }
  }

  @Override
  public void close() {
    stopping = true;
    if (!thread.isAlive()) {
      source.close();
      return;
    }
    try {
      if (!stopped.await(2, TimeUnit.SECONDS)) {
        thread.interrupt();
        if (!stopped.await(5, TimeUnit.SECONDS)) {
          log.warn("the control thread does not end");
        }
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
