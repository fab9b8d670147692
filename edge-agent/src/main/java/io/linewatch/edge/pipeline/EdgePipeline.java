package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.GatewayStatus.ModelStatus;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.edge.inference.ModelLoader;
import io.linewatch.edge.inference.ModelSource;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.intake.Intake;
import io.linewatch.edge.novelty.NoveltyFolder;
import io.linewatch.edge.recording.RecordingTap;
import io.linewatch.edge.signal.Decoded;
import io.linewatch.edge.signal.DecodedMessage;
import io.linewatch.edge.signal.DeviceSamples;
import io.linewatch.edge.signal.Rejection;
import io.linewatch.edge.vibration.VibrationPoints;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
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
  /**
   * @param gateway this gateway's name
   * @param lanes how many threads own assets, 1 to 64
   * @param stateDir where native libraries and temporary files go
   */
  public record Settings(String gateway, int lanes, Path stateDir) {
    public Settings {
      if (lanes < 1 || lanes > Lanes.MAX) {
        throw new IllegalArgumentException("lanes must be 1 to " + Lanes.MAX + ", not " + lanes);
      }
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(EdgePipeline.class);
  private static final byte[] NOTHING = {};

  private final Settings settings;
  private final List<Intake> intakes;
  private final PipelineMetrics metrics;
  private final RejectionLog rejections;
  private final ModelLoader loader;
  private final Lanes lanes;
  private final StatementOrder statements;
  private final ConnectionWatch watch;

  private final VibrationPoints points;

  private volatile Map<String, ConnectionDecoder> decoders = Map.of();

  public EdgePipeline(
      Settings settings,
      DurableOutput output,
      List<Intake> intakes,
      ModelSource models,
      MeterRegistry metrics,
      InstantSource clock) {
    this.settings = settings;
    this.intakes = List.copyOf(intakes);
    this.metrics = new PipelineMetrics(metrics);
    this.rejections = new RejectionLog(this.metrics);
    this.points = new VibrationPoints(metrics, settings.stateDir());
    var saved = output.savedDetectors();
    this.statements = new StatementOrder(settings.gateway(), output, clock, saved.keySet());
    this.loader =
        new ModelLoader(
            models, settings.stateDir(), new ModelInstaller(this::lane, statements::report));
    this.lanes =
        Lanes.of(
            settings.lanes(),
            saved,
            output,
            statements,
            loader,
            this.metrics,
            new NoveltyFolder(settings.stateDir()),
            clock);
    this.watch = new ConnectionWatch(this.intakes, this::wants, statements::report, clock);
  }

  /**
   * Findings say from now on whether the gateway's clock could be trusted when they were made.
   *
   * @param clockTrusted asked for every finding, on the lanes' threads
   */
  public void vouchedBy(BooleanSupplier clockTrusted) {
    statements.vouchedBy(clockTrusted);
  }

  /** What is decided on is heard there too. Before anything is applied or started. */
  public void recordTo(RecordingTap tap) {
    lanes.recordTo(tap);
    points.recordTo(tap::waveform);
  }

  private Lane lane(AssetPath asset) {
    return lanes.of(asset.hashCode());
  }

  /** Starts to take messages. Apply the cached desired state first, if there is one. */
  public void start() {
    runLanes();
    intakes.forEach(intake -> intake.start(new Taker(intake.id())));
    watch.start();
  }

  private void runLanes() {
    statements.inTurn(() -> {
      if (lanes.start()) {
        loader.start();
      }
    });
  }

  /**
   * One message's way to its lane. The connection's thread. While the lane is full, QoS 1 waits,
   * which holds the broker back, and QoS 0 is dropped and counted.
   */
  private void take(InboundMessage message) throws InterruptedException {
    metrics.messages.increment();
    ConnectionDecoder decoder = decoders.get(message.connection());
    if (decoder == null) {
      // Nothing is wanted of this connection any more.
      message.receipt().finish();
      return;
    }
    hand(decoder.decode(message), message);
  }

  private void hand(Decoded decoded, InboundMessage message) throws InterruptedException {
    decoded.rejections().forEach(rejections::add);
    List<DecodedMessage> parts = decoded.messages();
    InboundMessage.Receipt receipt =
        parts.size() > 1 ? new SharedReceipt(message.receipt(), parts.size()) : message.receipt();
    if (parts.isEmpty()) {
      receipt.finish();
    }
    for (DecodedMessage part : parts) {
      int hash = part.asset().hashCode();
      Lane lane = lanes.of(hash);
      var task = new LaneTask.Measured(part, hash, message.arrival(), receipt);
      if (message.comesAgain()) {
        // A lane that has ended leaves the message unacknowledged: it comes again.
        var _ = lane.put(task);
      } else if (!lane.offer(task)) {
        // At QoS 0 nothing can hold the broker back; waiting here would cost the connection.
        metrics.shed.increment();
      }
    }
  }

  /** Takes what one connection brings. The connection's thread. */
  private final class Taker implements Intake.Handler {
    private final String connection;

    Taker(String connection) {
      this.connection = connection;
    }

    @Override
    public void onMessage(InboundMessage message) throws InterruptedException {
      take(message);
    }

    @Override
    public void onSamples(DeviceSamples samples) throws InterruptedException {
      metrics.messages.increment();
      ConnectionDecoder decoder = decoders.get(connection);
      if (decoder != null) {
        var message =
            new InboundMessage(
                connection,
                samples.topic(),
                NOTHING,
                samples.arrival(),
                InboundMessage.Receipt.NONE);
        hand(decoder.decode(samples), message);
      }
    }

    @Override
    public void onRejected(Rejection rejection) {
      rejections.add(rejection);
    }
  }

  /** Whether any source is about this Sparkplug node or device. Any thread. */
  private boolean wants(String connection, String topic) {
    ConnectionDecoder decoder = decoders.get(connection);
    return decoder != null && decoder.samples().wants(topic);
  }

  /**
   * Replaces what the gateway does, all or nothing, without losing the decision state of detectors
   * that stay. States a snapshot at the end. One caller at a time; control thread.
   *
   * @return problems, one sentence each; empty when it was applied
   */
  public List<String> apply(DesiredState desired) {
    runLanes();
    List<String> problems = new ArrayList<>();
    try {
      statements.inTurn(() -> {
        problems.addAll(
            DesiredStateCheck.problems(desired, statements.running(), settings.gateway(), intakes));
        Map<String, ConnectionDecoder> newDecoders = new TreeMap<>();
        for (Intake intake : intakes) {
          List<SourceMapping> served = desired.sources().stream().filter(intake::serves).toList();
          newDecoders.put(intake.id(), ConnectionDecoder.of(served, desired, points, problems));
        }
        if (problems.isEmpty()) {
          follow(desired, newDecoders);
        }
      });
      return List.copyOf(problems);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return List.of("the agent is stopping");
    } catch (IllegalStateException defect) {
      LOG.error("the desired state could not be followed", defect);
      return List.of(
          "a defect of the agent: "
              + defect.getMessage()
              + "; restart the agent, and report what its log says");
    }
  }

  private void follow(DesiredState desired, Map<String, ConnectionDecoder> newDecoders)
      throws InterruptedException {
    var plans = Lanes.share(AssetPlan.of(desired), path -> path, lanes.count());
    statements.expect(desired);
    boolean done =
        lanes.standstill(
            lane -> {
              lane.follow(plans.get(lane.number()));
              return lane.snapshot();
            },
            parts -> statements.run(desired, parts));
    if (!done) {
      throw new InterruptedException("the lanes have ended");
    }
    decoders = Map.copyOf(newDecoders);
    points.keep(desired);
    for (Intake intake : intakes) {
      ConnectionDecoder decoder = newDecoders.get(intake.id());
      intake.subscribe(decoder == null ? List.of() : decoder.topicFilters());
    }
    loader.want(desired.models());
  }

  /**
   * Takes a snapshot of every line on the lanes' own threads <em>and submits it to the outbox</em>
   * while the lanes wait, so that it stands in order with the findings. The caller must not submit
   * it again.
   *
   * @return what was submitted; empty when nothing runs
   */
  public List<ConditionSnapshot> snapshots(Instant now) {
    return statements.snapshots(lanes, now);
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
    statements.report(kind, subject, severity, active, message);
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
    Duration leaving = patience.minus(gentle).dividedBy(2);
    boolean drained = lanes.drain(gentle, leaving);
    intakes.forEach(intake -> intake.close(leaving));
    return drained;
  }

  @Override
  public void close() {
    var _ = stop(Duration.ofSeconds(10));
  }
}
