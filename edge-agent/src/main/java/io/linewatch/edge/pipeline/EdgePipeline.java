package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.GatewayStatus.ModelStatus;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.edge.evidence.RawBlocks;
import io.linewatch.edge.inference.ModelLoader;
import io.linewatch.edge.inference.ModelSource;
import io.linewatch.edge.intake.Intake;
import io.linewatch.edge.novelty.NoveltyFolder;
import io.linewatch.edge.recording.RecordingTap;
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
 * {@link Reception} decodes on the connection's thread and hands over; {@link Lane} does the rest
 * on the thread that owns the asset. Only the lane's thread touches an asset's state: whoever wants
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

  private final Settings settings;
  private final List<Intake> intakes;
  private final PipelineMetrics metrics;
  private final RejectionLog rejections;
  private final ModelLoader loader;
  private final Lanes lanes;
  private final StatementOrder statements;
  private final ConnectionWatch watch;
  private final VibrationPoints points;
  private final PointWatch pointWatch;
  private final Relief relief;
  private final Reception reception;

  private volatile @Nullable DesiredState applied;

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
    this.relief = new Relief(this.metrics.shed, output, metrics);
    DurableOutput gated = relief.series;
    var saved = output.savedDetectors();
    this.statements = new StatementOrder(settings.gateway(), gated, clock, saved.keySet());
    this.loader =
        new ModelLoader(
            models, settings.stateDir(), new ModelInstaller(this::lane, statements::report));
    this.lanes =
        Lanes.of(
            settings.lanes(),
            saved,
            gated,
            statements,
            loader,
            this.metrics,
            new NoveltyFolder(settings.stateDir()),
            clock);
    this.pointWatch = new PointWatch(lanes.points());
    this.reception = new Reception(lanes, relief.shedder, rejections, this.metrics);
    this.watch = new ConnectionWatch(this.intakes, reception::wants, statements::report, clock);
  }

  /**
   * Findings say from now on whether the gateway's clock could be trusted when they were made.
   *
   * @param clockTrusted asked for every finding, on the lanes' threads
   */
  public void vouchedBy(BooleanSupplier clockTrusted) {
    statements.vouchedBy(clockTrusted);
  }

  /** Blocks of samples are kept there from now on, as they came. */
  public void keepWaveformsIn(RawBlocks blocks) {
    points.keepIn(blocks);
  }

  /** What it gives up so that the gateway goes on. Any thread. */
  public Relief relief() {
    return relief;
  }

  /** What is decided on is heard there too. Before anything is applied or started. */
  public void recordTo(RecordingTap tap) {
    lanes.recordTo(tap);
    points.recordTo(tap::waveform);
  }

  /**
   * Detectors that run beside the lanes are in the snapshots from now on. Before {@link #apply}.
   *
   * @param others asked while nothing else is stated, on the thread that asks for snapshots
   */
  public void alsoStates(Beside others) {
    statements.alsoStates(others);
  }

  private Lane lane(AssetPath asset) {
    return lanes.of(asset.hashCode());
  }

  /** Starts to take messages. Apply the cached desired state first, if there is one. */
  public void start() {
    runLanes();
    intakes.forEach(intake -> intake.start(reception.of(intake.id())));
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
    reception.follow(newDecoders);
    applied = desired;
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

  /** What the gateway runs on; null before the first. Any thread. */
  public @Nullable DesiredState applied() {
    return applied;
  }

  /** The newest reading of every channel that had one; as {@link PointWatch#read} says. */
  public List<PointReading> newestReadings() throws InterruptedException {
    return pointWatch.read();
  }

  /** How the points stand whose waveforms are measured. Any thread. */
  public List<VibrationPoints.View> vibration() {
    return points.views();
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
