package io.linewatch.system.simulation;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.edge.control.ControlTurns;
import io.linewatch.edge.control.Controlled;
import io.linewatch.edge.control.DesiredCache;
import io.linewatch.edge.control.DesiredSource;
import io.linewatch.edge.control.GatewayControl;
import io.linewatch.edge.outbox.Outbox;
import io.linewatch.edge.outbox.OutboxSettings;
import io.linewatch.edge.pipeline.EdgePipeline;
import io.linewatch.system.simulation.CrashingOutput.GatewayDied;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One gateway's agent: the real pipeline, outbox, control and desired cache, put together in the
 * order of {@code EdgeAgent}; only MQTT and Kafka are played. Its threads never act by themselves:
 * each call here waits until all it set off is done.
 */
final class SimulatedGateway {
  private static final long OUTBOX_BYTES = 64 << 20;

  /** What runs while the gateway is up. */
  record Running(
      Outbox outbox,
      CrashingOutput output,
      EdgePipeline pipeline,
      GatewayControl control,
      SimulatedIntake intake) {}

  final String name;
  private final Path folder;
  private final InstantSource clock;
  private final Consumer<Statement> stated;
  private @Nullable Running running;
  private int desiredRead;
  private boolean inTrouble;

  /**
   * @param stated told of every statement that is safe in the outbox
   */
  SimulatedGateway(String name, Path folder, InstantSource clock, Consumer<Statement> stated) {
    this.name = name;
    this.folder = folder.resolve(name);
    this.clock = clock;
    this.stated = stated;
  }

  Running running() {
    if (running == null) {
      start();
    }
    return java.util.Objects.requireNonNull(running);
  }

  boolean isUp() {
    return running != null;
  }

  /** As {@code EdgeAgent} starts: the cached desired state first, then messages. */
  void start() {
    try {
      Files.createDirectories(folder);
      SimpleMeterRegistry metrics = new SimpleMeterRegistry();
      OutboxSettings settings = new OutboxSettings(name, folder, OUTBOX_BYTES, Duration.ZERO, 0);
      Outbox outbox = Outbox.open(settings, stated, metrics, clock);
      CrashingOutput output = new CrashingOutput(outbox);
      SimulatedIntake intake = new SimulatedIntake();
      EdgePipeline pipeline =
          new EdgePipeline(
              new EdgePipeline.Settings(name, 1, folder),
              output,
              List.of(intake),
              (digest, progress) -> {
                throw new IOException("there are no models here");
              },
              metrics,
              clock);
      GatewayControl control =
          new GatewayControl(
              name,
              "simulated",
              new Dying(Controlled.of(pipeline), output),
              new Reports(outbox),
              new NoSource(),
              new DesiredCache(folder),
              metrics,
              clock);
      running = new Running(outbox, output, pipeline, control, intake);
      desiredRead = 0;
      inTrouble = false;
      control.applyCached();
      pipeline.start();
      if (!outbox.setAside().isEmpty()) {
        var kind = GatewayFinding.Kind.OUTBOX_SET_ASIDE;
        pipeline.report(kind, "", Severity.HIGH, true, outbox.setAside());
        pipeline.report(kind, "", Severity.HIGH, false, outbox.setAside());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The process is gone; what it had in its outbox stays. */
  void crash() {
    if (running != null) {
      boolean _ = running.pipeline().stop(Duration.ZERO);
      running.control().close();
      running.outbox().close();
      running = null;
    }
  }

  /** The outbox's file is damaged while the gateway is down. */
  void spoilOutbox() {
    crash();
    Path file = folder.resolve(OutboxSettings.DATABASE);
    try {
      if (Files.exists(file)) {
        Files.write(file, "no database at all, not even a little".getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the message was acknowledged; if not, it comes again. */
  boolean deliver(String topic, byte[] payload) {
    Running up = running();
    boolean acknowledged = up.intake().deliver(topic, payload, clock.instant(), up.output().death);
    if (!acknowledged) {
      crash();
    }
    return acknowledged;
  }

  /**
   * One turn of the control thread with the desired states that are new to it; false when it died.
   */
  boolean turn(List<SimulatedKafka.Stored> desired) {
    Running up = running();
    List<DesiredSource.DesiredRecord> records = new ArrayList<>();
    for (; desiredRead < desired.size(); desiredRead++) {
      if (desired.get(desiredRead).key().equals(name)) {
        records.add(new DesiredSource.DesiredRecord(desired.get(desiredRead).value()));
      }
    }
    try {
      ControlTurns.turn(up.control(), records);
      return true;
    } catch (GatewayDied died) {
      crash();
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The disk fills up or gets room again; false when the gateway died over it. */
  boolean toggleTrouble() {
    Running up = running();
    inTrouble = !inTrouble;
    try {
      up.pipeline()
          .report(
              GatewayFinding.Kind.DISK_NEARLY_FULL,
              "",
              Severity.MEDIUM,
              inTrouble,
              inTrouble ? "The disk is nearly full." : "There is room again.");
      return true;
    } catch (GatewayDied died) {
      crash();
      return false;
    }
  }

  /** What the gateway itself holds for active, over all lines. */
  List<ConditionFinding> active() {
    List<ConditionFinding> active = new ArrayList<>();
    for (ConditionSnapshot snapshot : running().pipeline().snapshots(clock.instant())) {
      active.addAll(snapshot.active());
    }
    return active;
  }

  long appliedRevision() {
    return running().control().state().appliedRevision();
  }

  /** Dies between the change of plans and what control does next, when its time has come. */
  private record Dying(Controlled real, CrashingOutput output) implements Controlled {
    @Override
    public List<String> apply(DesiredState desired) {
      List<String> problems = real.apply(desired);
      if (output.isDead()) {
        throw new GatewayDied();
      }
      return problems;
    }

    @Override
    public void snapshot(Instant now) {
      real.snapshot(now);
    }

    @Override
    public List<GatewayStatus.ModelStatus> models() {
      return real.models();
    }

    @Override
    public Map<String, Long> counts() {
      return real.counts();
    }

    @Override
    public void report(
        GatewayFinding.Kind kind,
        String subject,
        Severity severity,
        boolean active,
        String message) {
      real.report(kind, subject, severity, active, message);
    }
  }

  /** A status is nothing an alert hangs on: it is taken and forgotten. */
  private record Reports(Outbox outbox) implements GatewayControl.Reports {
    @Override
    public String epoch() {
      return outbox.epoch();
    }

    @Override
    public boolean offer(GatewayStatus status) {
      return true;
    }

    @Override
    public void standsAt(AssetPath gatewayAsset) throws IOException, InterruptedException {
      outbox.standsAt(gatewayAsset);
    }

    @Override
    public Map<String, Long> counts() {
      return Map.of();
    }
  }

  /** Turns are given their records. */
  private record NoSource() implements DesiredSource {
    @Override
    public List<DesiredRecord> poll(Duration atMost) {
      return List.of();
    }

    @Override
    public String problem() {
      return "";
    }

    @Override
    public void close() {}
  }
}
