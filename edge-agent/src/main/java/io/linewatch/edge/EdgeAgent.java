package io.linewatch.edge;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.edge.config.EdgeConfig;
import io.linewatch.edge.config.EdgeConfigFile;
import io.linewatch.edge.config.MqttConnection;
import io.linewatch.edge.control.Controlled;
import io.linewatch.edge.control.DesiredCache;
import io.linewatch.edge.control.GatewayControl;
import io.linewatch.edge.control.KafkaDesiredSource;
import io.linewatch.edge.evidence.WaveformRing;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.edge.intake.Intake;
import io.linewatch.edge.intake.MqttSettings;
import io.linewatch.edge.local.LocalFeed;
import io.linewatch.edge.local.PahoFeedConnection;
import io.linewatch.edge.outbox.Outbox;
import io.linewatch.edge.outbox.OutboxSettings;
import io.linewatch.edge.outbox.SavedDetector;
import io.linewatch.edge.pipeline.DurableOutput;
import io.linewatch.edge.pipeline.EdgePipeline;
import io.linewatch.edge.protection.ProtectionWatch;
import io.linewatch.edge.publish.KafkaProducers;
import io.linewatch.edge.publish.Publisher;
import io.linewatch.edge.recording.Recorder;
import io.linewatch.edge.status.Commissioning;
import io.linewatch.edge.status.CommissioningRoutes;
import io.linewatch.edge.status.StatusServer;
import io.linewatch.model.client.ModelClient;
import io.linewatch.model.format.OciLayout;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One gateway's agent, put together from the output backwards: what is built last takes in the
 * messages, and is taken down first. A stop goes in stages: nothing more is taken in; what was
 * taken is decided, made durable and acknowledged; what is durable is sent for as long as there is
 * time, the rest waits on disk.
 */
public final class EdgeAgent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EdgeAgent.class);
  private static final Duration STORE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

  private final Deque<Part> parts = new ArrayDeque<>();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private @Nullable EdgePipeline pipeline;
  private @Nullable CameraStations cameras;
  private @Nullable Publisher publisher;
  private @Nullable StatusServer status;

  /** Something that has to be closed. */
  private record Part(String name, AutoCloseable closeable) {}

  private EdgeAgent() {}

  /**
   * Starts everything; returns when messages are being taken, or the brokers are being tried.
   *
   * @param version of this agent, for status and status page
   * @param machine the machine's clock, which may be set while the agent runs
   * @throws IOException when the state folder or the status port cannot be used; says what to do
   */
  public static EdgeAgent start(EdgeConfigFile.Loaded loaded, String version, InstantSource machine)
      throws IOException, InterruptedException {
    EdgeAgent agent = new EdgeAgent();
    boolean started = false;
    try {
      agent.assemble(loaded, version, machine);
      started = true;
      return agent;
    } finally {
      if (!started) {
        agent.close();
      }
    }
  }

  private void assemble(EdgeConfigFile.Loaded loaded, String version, InstantSource machine)
      throws IOException, InterruptedException {
    EdgeConfig config = loaded.config();
    String gateway = config.gateway();
    Path stateDir = Files.createDirectories(loaded.stateDir());
    LoadedModel.prepareRuntimeAhead(stateDir);

    GatewayClock clock = new GatewayClock(machine, System::nanoTime);
    LocalFeed feed = localFeed(loaded);
    Outbox outbox =
        keep(
            "outbox",
            Outbox.open(
                OutboxSettings.of(gateway, stateDir, config.outboxBytes()),
                feed == null ? _ -> {} : feed::accept,
                metrics,
                clock));
    clock.startsAfter(outbox.savedDetectors().values());

    ModelClient store =
        keep(
            "model client",
            new ModelClient(
                URI.create(config.modelStore().url()),
                OciLayout.open(Files.createDirectories(stateDir.resolve("models"))),
                STORE_TIMEOUT));
    // Before whoever tells it: what is kept first ends last.
    GatewayRecordings recordings =
        keep("recordings", new GatewayRecordings(loaded, version, metrics, clock));
    Recorder recorder = recordings.recorder();
    CameraStations stations =
        CameraStations.of(loaded, outbox, store::pullVisual, recorder.tap(), metrics, clock);
    cameras = stations == null ? null : keep("camera stations", stations);
    List<Intake> intakes = new ArrayList<>();
    for (MqttConnection connection : config.mqtt().connections()) {
      if (stations == null || !stations.has(connection)) {
        intakes.add(MqttConnections.intake(loaded, connection, metrics, clock));
      }
    }
    DurableOutput output = DurableOutput.of(outbox);
    EdgePipeline decides =
        new EdgePipeline(
            new EdgePipeline.Settings(gateway, config.lanesOrDefault(), stateDir),
            stations == null ? output : stations.withoutStations(output),
            intakes,
            store::pull,
            metrics,
            clock);
    decides.vouchedBy(clock::trusted);
    decides.keepWaveformsIn(
        keep("waveform ring", WaveformRing.start(stateDir, config.waveformRing(), metrics, clock)));
    decides.relief().shedsBy(new ConfiguredShedding(config.mqtt().connections(), decides::applied));
    pipeline = decides;
    decides.recordTo(recorder.tap());
    List<Intake> allIntakes = new ArrayList<>(intakes);
    if (stations != null) {
      stations.besideOf(decides);
      allIntakes.addAll(stations.intakes());
    }

    GatewayControl control =
        new GatewayControl(
            gateway,
            version,
            Controlled.of(decides, recorder::follow, recordings::statuses),
            new OutboxReports(outbox),
            new KafkaDesiredSource(
                gateway, () -> KafkaDesiredSource.consumer(gateway, config.kafka())),
            new DesiredCache(stateDir),
            metrics,
            clock);
    Publisher sends =
        keep(
            "publisher",
            new Publisher(
                outbox,
                loaded.key(),
                () -> KafkaProducers.open(gateway, config.kafka()),
                control::requestSnapshot,
                metrics));
    publisher = sends;
    keep("pipeline", decides);
    keep("control", control);
    ClockWatch watch = keep("clock watch", new ClockWatch(clock, decides::report));
    DiskWatch disk =
        keep(
            "disk watch",
            new DiskWatch(stateDir, DiskWatch.of(stateDir), outbox::waitsForDisk, decides::report));
    ProtectionWatch protection =
        keep("protection watch", GatewayProtection.of(config, stateDir, outbox, decides, metrics));
    GatewayMonitor monitor =
        new GatewayMonitor(
            gateway,
            version,
            decides,
            allIntakes,
            outbox,
            sends,
            control,
            disk,
            protection,
            feed,
            stations,
            clock);
    Commissioning commissioning =
        CommissioningParts.of(
            loaded, decides, intakes, protection::hasPowerToSpare, metrics, clock);
    keep("listening session", commissioning.session());
    StatusServer page =
        keep(
            "status page",
            new StatusServer(
                config.statusOrDefault().hostOrDefault(),
                config.statusOrDefault().portOrDefault(),
                monitor::view,
                metrics,
                new CommissioningRoutes(commissioning, clock),
                StationPages.of(loaded, stations, metrics, clock)));
    status = page;

    startAll(outbox, feed, control, decides, sends, page);
    recordings.start();
    if (stations != null) {
      stations.start(decides::report);
    }
    disk.start();
    protection.start();
    watch.start();
    log.info("gateway {} runs; status on http://127.0.0.1:{}/", gateway, page.port());
  }

  private static void startAll(
      Outbox outbox,
      @Nullable LocalFeed feed,
      GatewayControl control,
      EdgePipeline decides,
      Publisher sends,
      StatusServer page)
      throws IOException, InterruptedException {
    try {
      page.start();
    } catch (RuntimeException e) {
      throw new IOException(
          "the status page cannot listen: " + e.getMessage() + "; set status.port to a free one",
          e);
    }
    if (feed != null) {
      feed.restore(activeConditions(outbox));
      feed.start();
    }
    control.applyCached();
    decides.start();
    if (!outbox.setAside().isEmpty()) {
      // The damage is over as soon as it is found; the alert stays until a person has seen it.
      log.error("{}", outbox.setAside());
      var kind = GatewayFinding.Kind.OUTBOX_SET_ASIDE;
      decides.report(kind, "", Severity.HIGH, true, outbox.setAside());
      decides.report(kind, "", Severity.HIGH, false, outbox.setAside());
    }
    sends.start();
    control.start();
  }

  private @Nullable LocalFeed localFeed(EdgeConfigFile.Loaded loaded) throws IOException {
    EdgeConfig.LocalFeed wanted = loaded.config().localFeed();
    if (wanted == null) {
      return null;
    }
    MqttSettings settings = MqttConnections.settings(loaded, wanted.connection());
    return keep(
        "local feed",
        new LocalFeed(loaded.config().gateway(), new PahoFeedConnection(settings), metrics));
  }

  private static List<ConditionFinding> activeConditions(Outbox outbox) {
    return outbox.savedDetectors().values().stream()
        .map(SavedDetector::active)
        .filter(Objects::nonNull)
        .toList();
  }

  private <T extends AutoCloseable> T keep(String name, T part) {
    parts.push(new Part(name, part));
    return part;
  }

  /** Port of the status page. */
  public int statusPort() {
    return status == null ? 0 : status.port();
  }

  /** Stops in stages, within {@link #STOP_PATIENCE}; what could not be sent waits on disk. */
  @Override
  public void close() {
    try {
      if (pipeline != null && !pipeline.stop(STOP_PATIENCE.dividedBy(2))) {
        log.warn("not everything was decided before the stop; the broker sends it again");
      }
      if (cameras != null && !cameras.stop(STOP_PATIENCE.dividedBy(4))) {
        log.warn("not every picture was judged before the stop; it is judged by the next run");
      }
      if (publisher != null && !publisher.drain(STOP_PATIENCE.dividedBy(5))) {
        log.info("what Kafka does not have yet waits on disk for the next start");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.closeable().close();
      } catch (Exception e) {
        log.warn("closing the {}: {}", part.name(), e.toString());
      }
    }
    metrics.close();
  }
}
