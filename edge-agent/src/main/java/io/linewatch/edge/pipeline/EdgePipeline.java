package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredState.ModelAssignment;
import io.linewatch.domain.desired.GatewayStatus.ModelStatus;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.edge.inference.ModelLoader;
import io.linewatch.edge.inference.ModelSource;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.intake.Intake;
import io.linewatch.edge.outbox.OutboxBatch;
import io.linewatch.edge.outbox.SavedDetector;
import io.linewatch.edge.signal.Decoded;
import io.linewatch.edge.signal.DecodedMessage;
import io.linewatch.edge.signal.PayloadDecoder;
import io.linewatch.edge.signal.Rejection;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a message to what the outbox keeps:
 *
 * <pre>
 * intake → decode → lane(asset){ limits → windows → scores → decisions → series } → outbox → ack
 * </pre>
 *
 * {@link #take} decodes on the connection's thread and hands over; {@link Lane} does the rest on
 * the thread that owns the asset. Only the lane's thread touches an asset's state: whoever wants
 * something of it sends the lane a step.
 */
public final class EdgePipeline implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EdgePipeline.class);
  private static final int MAX_LANES = 64;

  /**
   * @param gateway this gateway's name
   * @param lanes how many threads own assets, 1 to 64
   * @param stateDir where native libraries and temporary files go
   */
  public record Settings(String gateway, int lanes, Path stateDir) {
    public Settings {
      if (lanes < 1 || lanes > MAX_LANES) {
        throw new IllegalArgumentException("lanes must be 1 to " + MAX_LANES + ", not " + lanes);
      }
    }
  }

  private final Settings settings;
  private final DurableOutput output;
  private final List<Intake> intakes;
  private final InstantSource clock;
  private final PipelineMetrics metrics;
  private final RejectionLog rejections;
  private final ModelLoader loader;
  private final Lanes lanes;
  private final ConnectionWatch watch;

  /** Findings of the gateway, snapshots and plans, one after the other; never taken by a lane. */
  private final ReentrantLock order = new ReentrantLock();

  private final GatewayConditions conditions;
  private @Nullable DesiredState running;
  private final Set<String> lines = new TreeSet<>();
  private boolean lanesRun;

  private volatile boolean clockTrusted = true;
  private volatile Map<String, PayloadDecoder> decoders = Map.of();

  public EdgePipeline(
      Settings settings,
      DurableOutput output,
      List<Intake> intakes,
      ModelSource models,
      MeterRegistry metrics,
      InstantSource clock) {
    this.settings = settings;
    this.output = output;
    this.intakes = List.copyOf(intakes);
    this.clock = clock;
    this.metrics = new PipelineMetrics(metrics);
    this.rejections = new RejectionLog(this.metrics);
    this.conditions = new GatewayConditions(settings.gateway(), output);
    this.loader = new ModelLoader(models, settings.stateDir(), new Models());
    this.lanes = lanes();
    this.watch = new ConnectionWatch(this.intakes, this::report, clock);
  }

  private Lanes lanes() {
    List<Map<DetectorId, SavedDetector>> saved = new ArrayList<>();
    for (int i = 0; i < settings.lanes(); i++) {
      saved.add(new HashMap<>());
    }
    output
        .savedDetectors()
        .forEach((id, detector) -> {
          saved.get(Lanes.index(id.asset(), settings.lanes())).put(id, detector);
          lines.add(id.asset().linePath());
        });
    Detector.Speaker speaker = new Speaker();
    Instant startedAt = clock.instant();
    List<Lane> made = new ArrayList<>();
    for (int i = 0; i < settings.lanes(); i++) {
      LaneOutput laneOutput = new LaneOutput(output, metrics);
      LaneMemory memory =
          new LaneMemory(speaker, laneOutput, loader, metrics, startedAt, saved.get(i));
      made.add(new Lane(i, clock, metrics, laneOutput, memory));
    }
    return new Lanes(made);
  }

  private final class Speaker implements Detector.Speaker {
    @Override
    public String gateway() {
      return settings.gateway();
    }

    @Override
    public String epoch() {
      return output.epoch();
    }

    @Override
    public boolean clockTrusted() {
      return clockTrusted;
    }
  }

  /** Starts to take messages. Apply the cached desired state first, if there is one. */
  public void start() {
    runLanes();
    intakes.forEach(intake -> intake.start(this::take));
    watch.start();
  }

  private void runLanes() {
    order.lock();
    try {
      if (!lanesRun) {
        lanesRun = true;
        lanes.start();
        loader.start();
      }
    } finally {
      order.unlock();
    }
  }

  /**
   * One message's way to its lane. The connection's thread. While the lane is full, QoS 1 waits,
   * which holds the broker back, and QoS 0 is dropped and counted.
   */
  private void take(InboundMessage message) throws InterruptedException {
    metrics.messages.increment();
    PayloadDecoder decoder = decoders.get(message.connection());
    if (decoder == null) {
      // Nothing is wanted of this connection any more.
      message.receipt().finish();
      return;
    }
    Decoded decoded = decoder.decode(message.topic(), message.payload(), message.arrival());
    decoded.rejections().forEach(rejections::add);
    List<DecodedMessage> parts = decoded.messages();
    InboundMessage.Receipt receipt =
        parts.size() > 1 ? new SharedReceipt(message.receipt(), parts.size()) : message.receipt();
    if (parts.isEmpty()) {
      receipt.finish();
    }
    for (DecodedMessage part : parts) {
      Lane lane = lanes.of(part.asset());
      var task = new LaneTask.Measured(part, message.arrival(), receipt);
      if (message.comesAgain()) {
        // A lane that has ended leaves the message unacknowledged: it comes again.
        var _ = lane.put(task);
      } else if (!lane.offer(task)) {
        // At QoS 0 nothing can hold the broker back; waiting here would cost the connection.
        metrics.shed.increment();
      }
    }
  }

  /**
   * Replaces what the gateway does, all or nothing, without losing the decision state of detectors
   * that stay. States a snapshot at the end. One caller at a time; control thread.
   *
   * @return problems, one sentence each; empty when it was applied
   */
  public List<String> apply(DesiredState desired) {
    runLanes();
    order.lock();
    try {
      List<String> problems =
          new ArrayList<>(
              DesiredStateCheck.problems(desired, running, settings.gateway(), intakes));
      Map<String, PayloadDecoder> newDecoders = new TreeMap<>();
      for (Intake intake : intakes) {
        List<SourceMapping> served = desired.sources().stream().filter(intake::serves).toList();
        newDecoders.put(intake.id(), PayloadDecoder.of(served, desired.channels(), problems));
      }
      if (!problems.isEmpty()) {
        return List.copyOf(problems);
      }
      follow(desired, newDecoders);
      return List.of();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return List.of("the agent is stopping");
    } finally {
      order.unlock();
    }
  }

  private void follow(DesiredState desired, Map<String, PayloadDecoder> newDecoders)
      throws InterruptedException {
    List<Map<AssetPath, AssetPlan>> plans = new ArrayList<>();
    for (int i = 0; i < lanes.count(); i++) {
      plans.add(new TreeMap<>());
    }
    AssetPlan.of(desired)
        .forEach((path, plan) -> plans.get(Lanes.index(path, lanes.count())).put(path, plan));
    desired.assets().stream().map(Asset::path).map(AssetPath::linePath).forEach(lines::add);
    lines.add(desired.home());
    conditions.home(desired.home());
    endRefusals(desired);
    boolean done =
        lanes.standstill(
            lane -> {
              lane.follow(plans.get(lane.number()));
              return lane.snapshot();
            },
            parts -> {
              running = desired;
              submitSnapshots(parts, clock.instant());
            });
    if (!done) {
      throw new InterruptedException("the lanes have ended");
    }
    decoders = Map.copyOf(newDecoders);
    for (Intake intake : intakes) {
      PayloadDecoder decoder = newDecoders.get(intake.id());
      intake.subscribe(decoder == null ? List.of() : decoder.topicFilters());
    }
    loader.want(desired.models());
  }

  /** A refusal is over when its model is no longer assigned. */
  private void endRefusals(DesiredState desired) throws InterruptedException {
    Set<String> assigned = new TreeSet<>();
    desired.models().forEach(model -> assigned.add(subject(model)));
    for (GatewayFinding finding : conditions.active()) {
      if (finding.kind() == GatewayFinding.Kind.MODEL_REFUSED
          && !assigned.contains(finding.subject())) {
        conditions.report(
            finding.kind(),
            finding.subject(),
            finding.severity(),
            false,
            "The model is no longer assigned.",
            clock.instant());
      }
    }
  }

  /**
   * Takes a snapshot of every line on the lanes' own threads <em>and submits it to the outbox</em>
   * while the lanes wait, so that it stands in order with the findings. The caller must not submit
   * it again.
   *
   * @return what was submitted; empty when nothing runs
   */
  public List<ConditionSnapshot> snapshots(Instant now) {
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
    } finally {
      order.unlock();
    }
    return List.copyOf(submitted);
  }

  private List<ConditionSnapshot> submitSnapshots(List<LaneSnapshot> parts, Instant now)
      throws InterruptedException {
    String home = running == null ? "" : running.home();
    List<ConditionSnapshot> made =
        LaneSnapshot.byLine(parts, lines).entrySet().stream()
            .map(entry ->
                new ConditionSnapshot(
                    settings.gateway(),
                    output.epoch(),
                    entry.getKey(),
                    now,
                    entry.getValue().ids(),
                    entry.getValue().active(),
                    entry.getKey().equals(home) ? conditions.active() : List.of()))
            .toList();
    if (!made.isEmpty()) {
      output.submit(OutboxBatch.of(made));
    }
    return made;
  }

  /** How each assigned model stands. Any thread. */
  public List<ModelStatus> models() {
    return loader.status();
  }

  /** Bounded names: readings, rejections by reason, findings, … Any thread. */
  public Map<String, Long> counts() {
    return metrics.counts();
  }

  /** The last refused messages, newest first. Any thread. */
  public List<Rejection> lastRejections() {
    return rejections.newestFirst();
  }

  /**
   * A condition of the gateway itself begins, changes its words or ends. Goes to the outbox as a
   * {@link GatewayFinding} when it is news, and into the snapshots while it lasts. Before the first
   * desired state it waits for one, because that says where the gateway stands. Any thread but a
   * lane's or the outbox's.
   *
   * @param subject what it is about, such as a connection's id; empty for the gateway as a whole
   */
  public void report(
      GatewayFinding.Kind kind, String subject, Severity severity, boolean active, String message) {
    order.lock();
    try {
      if (kind == GatewayFinding.Kind.CLOCK_UNTRUSTED) {
        clockTrusted = !active;
      }
      conditions.report(kind, subject, severity, active, message, clock.instant());
    } catch (InterruptedException stopped) {
      LOG.warn("while stopping, {} of '{}' could not be stated", kind, subject);
      Thread.currentThread().interrupt();
    } finally {
      order.unlock();
    }
  }

  private static String subject(ModelAssignment model) {
    return DetectorId.model(model.asset(), model.name()).toString();
  }

  /** What the loader says, taken to the lane that owns the asset. */
  private final class Models implements ModelLoader.Listener {
    @Override
    public void ready(ModelAssignment assignment, LoadedModel model) throws InterruptedException {
      Lane lane = lanes.of(assignment.asset());
      boolean taken =
          lane.put(
              new LaneTask.Control(() -> {
                ModelTrack track = lane.model(assignment.asset(), assignment.name());
                if (track == null) {
                  model.release();
                } else {
                  track.install(model);
                }
              }));
      if (!taken) {
        model.release();
      }
      report(
          GatewayFinding.Kind.MODEL_REFUSED,
          subject(assignment),
          Severity.MEDIUM,
          false,
          "Model " + assignment.name() + " of " + assignment.asset() + " is loaded.");
    }

    @Override
    public void refused(ModelAssignment assignment, String reason) {
      report(
          GatewayFinding.Kind.MODEL_REFUSED,
          subject(assignment),
          Severity.MEDIUM,
          true,
          "Model "
              + assignment.name()
              + " of "
              + assignment.asset()
              + " is refused: "
              + reason
              + ". The model before it goes on; assign a package that is whole.");
    }
  }

  /**
   * Stops in stages: intakes take nothing more, lanes drain and close their series,
   * acknowledgements leave. A quarter of the patience is kept for force.
   *
   * @return whether everything was drained
   */
  public boolean stop(Duration patience) {
    Duration gentle = patience.multipliedBy(3).dividedBy(4);
    watch.close();
    intakes.forEach(Intake::stopTaking);
    loader.close();
    boolean drained = true;
    try {
      lanes.stop();
      drained = !lanesRun || lanes.awaitEnd(gentle);
      if (!drained) {
        lanes.force();
        var _ = lanes.awaitEnd(patience.minus(gentle).dividedBy(2));
      }
    } catch (InterruptedException stopped) {
      lanes.force();
      drained = false;
      Thread.currentThread().interrupt();
    }
    Duration leaving = patience.minus(gentle).dividedBy(2);
    intakes.forEach(intake -> intake.close(leaving));
    return drained;
  }

  @Override
  public void close() {
    var _ = stop(Duration.ofSeconds(10));
  }
}
