package io.linewatch.central;

import io.linewatch.central.auth.AuditLog;
import io.linewatch.central.auth.LoginLinks;
import io.linewatch.central.auth.LoginThrottle;
import io.linewatch.central.auth.PasswordHasher;
import io.linewatch.central.auth.SessionStore;
import io.linewatch.central.auth.UserStore;
import io.linewatch.central.config.CentralConfig;
import io.linewatch.central.config.CentralSettings;
import io.linewatch.central.console.Access;
import io.linewatch.central.console.CommandRoutes;
import io.linewatch.central.console.ConsoleServer;
import io.linewatch.central.console.FeedRoutes;
import io.linewatch.central.console.HealthRoutes;
import io.linewatch.central.console.HealthRoutes.Check;
import io.linewatch.central.console.HistoryRoutes;
import io.linewatch.central.console.LimitRoutes;
import io.linewatch.central.console.LoginRoutes;
import io.linewatch.central.console.PageRoutes;
import io.linewatch.central.console.PlantRoutes;
import io.linewatch.central.console.PlotRoutes;
import io.linewatch.central.console.RecordingRoutes;
import io.linewatch.central.console.UploadRoutes;
import io.linewatch.central.console.WebModules;
import io.linewatch.central.feed.FeedLog;
import io.linewatch.central.feed.FeedTails;
import io.linewatch.central.feed.GatewayBoard;
import io.linewatch.central.feed.KafkaCommands;
import io.linewatch.central.feed.PendingCommands;
import io.linewatch.central.history.HistoryDatabase;
import io.linewatch.central.history.HistoryReader;
import io.linewatch.central.history.HistorySettings;
import io.linewatch.central.history.HistoryWriter;
import io.linewatch.central.kafka.CentralProducer;
import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.central.kafka.TransactionWatch;
import io.linewatch.central.metrics.CentralCounters;
import io.linewatch.central.plant.DesiredPublisher;
import io.linewatch.central.plant.PlantStore;
import io.linewatch.central.recording.RecordingInbox;
import io.linewatch.central.topology.AlertTopology;
import io.linewatch.central.topology.StreamsRuntime;
import io.linewatch.central.topology.StreamsSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The central process, put together top to bottom, and taken apart in the opposite order: the
 * console stops listening first, then nothing new is read, then what was read is finished.
 */
public final class CentralProcessor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CentralProcessor.class);
  private static final Duration REPLY_WAIT = Duration.ofSeconds(10);
  private static final int STREAM_THREADS = 1;

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final CentralSettings settings;
  private final CentralConfig config;
  private final InstantSource clock = InstantSource.system();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CentralCounters counters = new CentralCounters(metrics);
  private int consolePort;
  private boolean closed;

  private CentralProcessor(CentralSettings settings) {
    this.settings = settings;
    this.config = settings.config();
  }

  /**
   * @throws IOException when the state folder or the console's port cannot be used
   */
  public static CentralProcessor start(CentralSettings settings) throws IOException {
    CentralProcessor processor = new CentralProcessor(settings);
    try {
      processor.open();
      return processor;
    } catch (IOException | RuntimeException e) {
      processor.close();
      throw e;
    }
  }

  private void open() throws IOException {
    Files.createDirectories(settings.stateDir());
    GatewayKeys keys = GatewayKeys.derivedFrom(settings.siteSecret());
    HistoryDatabase database =
        keep(
            HistoryDatabase.open(
                config.database().url(), config.database().user(), settings.databasePassword()));
    Jdbi jdbi = database.jdbi();
    HistoryReader history = new HistoryReader(database.dataSource());
    HistoryWriter writer = follow(database, keys);
    StreamsRuntime streams = runTopology(keys);
    keep(new TransactionWatch(settings.kafkaProperties(), metrics)).start();

    KafkaProducer<String, byte[]> producer = keep(CentralProducer.open(settings.kafkaProperties()));
    DesiredPublisher publisher = keep(new DesiredPublisher(jdbi, producer, clock));
    publisher.start();
    PlantStore plant = new PlantStore(jdbi, config.site(), clock, publisher::wake);

    FeedLog feed = new FeedLog(FeedLog.DEFAULT_CAPACITY);
    GatewayBoard gateways = new GatewayBoard(feed);
    PendingCommands pending = new PendingCommands();
    KafkaCommands commands = new KafkaCommands(producer, pending);
    FeedTails tails =
        keep(
            new FeedTails(
                settings.kafkaProperties(),
                feed,
                gateways,
                commands,
                history,
                keys,
                clock,
                counters));
    tails.start();
    gauges(feed, gateways, pending);

    Map<String, Supplier<Check>> checks = new LinkedHashMap<>();
    checks.put("topology", () -> new Check(streams.health().ok(), streams.health().message()));
    checks.put("history", () -> new Check(writer.health().ok(), writer.health().message()));
    checks.put("feed", () -> new Check(tails.isHealthy(), tails.message()));
    checks.put("desired", () -> new Check(publisher.problem().isEmpty(), publisher.problem()));
    RecordingInbox inbox =
        new RecordingInbox(
            settings.stateDir().resolve("recordings"),
            config.recordingsOrDefault().maxBytes(),
            metrics);
    CentralPictures pictures =
        CentralPictures.open(
            settings.stateDir(),
            config.site(),
            config.picturesOrDefault(),
            jdbi,
            plant,
            metrics,
            clock);
    ConsoleServer console =
        keep(
            console(jdbi, history, plant, feed, gateways, commands, checks, inbox, pictures, keys));
    keep(feed::dropAll); // open streams would otherwise hold the console's stop back
    consolePort = console.port();
  }

  private HistoryWriter follow(HistoryDatabase database, GatewayKeys keys) {
    HistorySettings kafka =
        new HistorySettings(config.kafka().bootstrap(), config.kafka().clientProperties());
    HistoryWriter writer = keep(new HistoryWriter(database, kafka, keys, clock, counters));
    writer.start();
    return writer;
  }

  private StreamsRuntime runTopology(GatewayKeys keys) {
    StreamsSettings kafka =
        new StreamsSettings(
            config.site(),
            config.kafka().bootstrap(),
            settings.stateDir().resolve("streams"),
            STREAM_THREADS,
            config.kafka().replicationFactor(),
            config.kafka().clientProperties());
    StreamsRuntime streams =
        keep(new StreamsRuntime(kafka, AlertTopology.build(keys, clock, counters), metrics));
    streams.start();
    return streams;
  }

  private ConsoleServer console(
      Jdbi jdbi,
      HistoryReader history,
      PlantStore plant,
      FeedLog feed,
      GatewayBoard gateways,
      KafkaCommands commands,
      Map<String, Supplier<Check>> checks,
      RecordingInbox inbox,
      CentralPictures pictures,
      GatewayKeys keys)
      throws IOException {
    PasswordHasher hasher = PasswordHasher.create(settings.stateDir().resolve("native"));
    AuditLog audit = new AuditLog(jdbi, clock);
    WebModules modules = WebModules.fromClassPath();
    return ConsoleServer.start(
        config.console(),
        modules,
        new Access(new SessionStore(jdbi, clock), config.console().isSecure()),
        List.of(
            new PageRoutes(modules),
            new LoginRoutes(
                new UserStore(jdbi, hasher, clock),
                new LoginLinks(jdbi, clock),
                new LoginThrottle(clock),
                audit,
                config.site()),
            new FeedRoutes(feed, history, clock),
            new CommandRoutes(feed, history, commands, audit, clock, REPLY_WAIT),
            new PlotRoutes(history),
            new HistoryRoutes(history, feed, audit),
            new PlantRoutes(plant, gateways),
            new LimitRoutes(plant, gateways),
            new RecordingRoutes(plant, gateways, inbox, clock),
            new UploadRoutes(inbox, keys),
            pictures.gatewayRoutes(keys),
            pictures.routes(feed, history),
            pictures.labels(feed, history),
            pictures.gallery(),
            new HealthRoutes(checks, metrics)));
  }

  private void gauges(FeedLog feed, GatewayBoard gateways, PendingCommands pending) {
    Gauge.builder("linewatch.console.clients", feed, FeedLog::clientCount).register(metrics);
    Gauge.builder("linewatch.feed.events", feed, FeedLog::size).register(metrics);
    Gauge.builder("linewatch.feed.clients.dropped", feed, FeedLog::droppedClientCount)
        .register(metrics);
    Gauge.builder("linewatch.feed.clients.refused", feed, FeedLog::refusedClientCount)
        .register(metrics);
    Gauge.builder("linewatch.feed.gateways.dropped", gateways, GatewayBoard::droppedCount)
        .register(metrics);
    Gauge.builder("linewatch.commands.waiting", pending, PendingCommands::size).register(metrics);
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.push(part);
    return part;
  }

  public int consolePort() {
    return consolePort;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    while (!opened.isEmpty()) {
      AutoCloseable part = opened.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.error("{} did not stop cleanly", part.getClass().getSimpleName(), e);
      }
    }
    metrics.close();
  }
}
