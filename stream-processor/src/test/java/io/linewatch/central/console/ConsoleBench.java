package io.linewatch.central.console;

import io.linewatch.central.CentralPictures;
import io.linewatch.central.auth.AuditLog;
import io.linewatch.central.auth.LoginLinks;
import io.linewatch.central.auth.LoginThrottle;
import io.linewatch.central.auth.PasswordHasher;
import io.linewatch.central.auth.Role;
import io.linewatch.central.auth.SessionStore;
import io.linewatch.central.auth.User;
import io.linewatch.central.auth.UserStore;
import io.linewatch.central.config.CentralConfig;
import io.linewatch.central.console.HealthRoutes.Check;
import io.linewatch.central.feed.CommandBus;
import io.linewatch.central.feed.FeedItem.AlertItem;
import io.linewatch.central.feed.FeedLog;
import io.linewatch.central.feed.GatewayBoard;
import io.linewatch.central.history.HistoryDatabase;
import io.linewatch.central.history.HistoryLoader;
import io.linewatch.central.history.HistoryReader;
import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.central.plant.PlantStore;
import io.linewatch.central.recording.RecordingInbox;
import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.CommandReply;
import io.linewatch.domain.wire.GatewayKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;

/** The console over a real PostgreSQL, with fakes where Kafka would be. */
final class ConsoleBench implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";

  /** Of all gateways. */
  static final byte[] SITE_SECRET = new byte[GatewayKey.BYTES];

  private static final GatewayKeys KEYS = GatewayKeys.derivedFrom(SITE_SECRET);

  final Clock clock = new Clock();
  final FeedLog feed = new FeedLog(1000);
  final GatewayBoard gateways = new GatewayBoard(feed);
  final FakeBus bus = new FakeBus();
  final AtomicInteger applied = new AtomicInteger();
  final Jdbi jdbi;
  final UserStore users;
  final LoginLinks links;
  final SessionStore sessions;
  final PlantStore plant;
  final HistoryLoader loader;
  volatile Check check = new Check(true, "");
  private final EmbeddedPostgres postgres;
  private final HistoryDatabase database;
  private final ConsoleServer server;
  private long offset;

  /** A clock that stands until it is moved. */
  static final class Clock implements InstantSource {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead.get());
    }

    void forward(Duration by) {
      ahead.updateAndGet(before -> before.plus(by));
    }
  }

  /** Answers commands as told; remembers the last. */
  static final class FakeBus implements CommandBus {
    final AtomicReference<@org.jspecify.annotations.Nullable AlertCommand> last =
        new AtomicReference<>();
    volatile java.util.function.Function<AlertCommand, CompletableFuture<CommandReply>> answer =
        command ->
            CompletableFuture.completedFuture(
                new CommandReply(
                    command.id(),
                    CommandReply.Outcome.ACCEPTED,
                    CommandReply.Reason.DONE,
                    "done",
                    null,
                    command.time()));

    @Override
    public CompletableFuture<CommandReply> send(AlertCommand command) {
      last.set(command);
      return answer.apply(command);
    }
  }

  ConsoleBench(Path stateDir, int port) throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    database = HistoryDatabase.open(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
    database.migrate();
    jdbi = database.jdbi();
    loader = new HistoryLoader(database.dataSource());
    PasswordHasher hasher = PasswordHasher.create(stateDir.resolve("native"));
    users = new UserStore(jdbi, hasher, clock);
    links = new LoginLinks(jdbi, clock);
    sessions = new SessionStore(jdbi, clock);
    plant = new PlantStore(jdbi, "demo", clock, applied::incrementAndGet);
    for (Role role : Role.values()) {
      users.put(
          new User(role.name().toLowerCase(java.util.Locale.ROOT), role), PASSWORD.toCharArray());
    }
    server =
        start(
            port,
            new RecordingInbox(
                stateDir.resolve("recordings"), 1_000_000, new SimpleMeterRegistry()),
            CentralPictures.open(
                stateDir,
                "demo",
                new CentralConfig.Pictures(null, null),
                jdbi,
                plant,
                new SimpleMeterRegistry(),
                clock));
  }

  private ConsoleServer start(int port, RecordingInbox inbox, CentralPictures pictures)
      throws IOException {
    HistoryReader history = new HistoryReader(database.dataSource());
    AuditLog audit = new AuditLog(jdbi, clock);
    WebModules modules = WebModules.fromClassPath();
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    return ConsoleServer.start(
        new CentralConfig.Console("127.0.0.1", port, "http://127.0.0.1:8080"),
        modules,
        new Access(sessions, false),
        List.of(
            new PageRoutes(modules),
            new LoginRoutes(users, links, new LoginThrottle(clock), audit, "demo"),
            new FeedRoutes(feed, history, clock),
            new CommandRoutes(feed, history, bus, audit, clock, Duration.ofMillis(300)),
            new PlotRoutes(history),
            new HistoryRoutes(history, feed, audit),
            new PlantRoutes(plant, gateways),
            new LimitRoutes(plant, gateways),
            new RecordingRoutes(plant, gateways, inbox, clock),
            new UploadRoutes(inbox, KEYS),
            pictures.gatewayRoutes(KEYS),
            pictures.routes(feed, history),
            pictures.labels(feed, history),
            pictures.gallery(),
            new HealthRoutes(Map.of("fake", () -> check), metrics)));
  }

  void applyDemoPlant(Path file) throws IOException {
    String yaml =
        java.nio.file.Files.readString(file)
            .replaceAll("DIGEST-[a-z-]+", "sha256:" + "3f".repeat(32));
    var read = io.linewatch.domain.sheet.PlantSheetYaml.read(yaml);
    var sheet = read.value();
    if (sheet == null) {
      throw new IllegalStateException("the demo's sheet is wrong: " + read.problems());
    }
    var change = plant.apply(sheet, 0, "engineer", "first sheet", "plant", "plant.yaml");
    if (!(change instanceof io.linewatch.central.plant.PlantChange.Applied)) {
      throw new IllegalStateException("the demo's sheet was not applied: " + change);
    }
  }

  int port() {
    return server.port();
  }

  void live(AlertEvent event) {
    feed.append(new AlertItem(0, offset++, event));
  }

  @Override
  public void close() throws IOException {
    feed.dropAll();
    server.close();
    database.close();
    postgres.close();
  }
}
