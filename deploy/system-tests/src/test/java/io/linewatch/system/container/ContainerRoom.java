package io.linewatch.system.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.server.KafkaSettings;
import io.linewatch.standalone.server.PostgresServer;
import io.linewatch.standalone.server.Programs;
import io.linewatch.standalone.server.ServerRoom;
import io.linewatch.standalone.server.SiteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** The servers as containers on the network of this machine. */
public final class ContainerRoom implements ServerRoom {
  private static final String LABEL = "io.linewatch.state";
  private static final Duration TRIAL = Duration.ofSeconds(60);
  private static final Duration CLEAN = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofMinutes(1);
  private static final String KAFKA_FOLDER = ServersImage.DATA + "/kafka";
  private static final String PASSWORD_FILE = "/opt/postgres.password";

  private final DockerEngine engine;
  private final StateFolder state;
  private final String image;
  private final boolean keepSessions;
  private final List<ContainerServer> servers = new CopyOnWriteArrayList<>();

  private ContainerRoom(
      DockerEngine engine, StateFolder state, String image, boolean keepSessions) {
    this.engine = engine;
    this.state = state;
    this.image = image;
    this.keepSessions = keepSessions;
  }

  /**
   * Makes the image where it is missing, removes containers that a killed run left, and tries
   * whether a container runs here at all.
   *
   * @param cache folder for what the image is made of, kept between runs
   * @param keepSessions whether the MQTT broker keeps its sessions over a power cut
   * @throws EngineFailed when containers cannot be used; the message is the reason
   */
  public static ContainerRoom open(
      DockerEngine engine, StateFolder state, Programs programs, Path cache, boolean keepSessions) {
    String image =
        ServersImage.ensure(engine, programs, cache, state.root().resolve("postgres-server"));
    ContainerRoom room = new ContainerRoom(engine, state, image, keepSessions);
    DockerEngine.bounded("removing old containers", CLEAN, room::removeLeftovers);
    DockerEngine.bounded("a trial container", TRIAL, room::trial);
    return room;
  }

  private int removeLeftovers() {
    List<Container> left =
        engine
            .client()
            .listContainersCmd()
            .withShowAll(true)
            .withLabelFilter(Map.of(LABEL, label()))
            .exec();
    for (Container container : left) {
      engine.client().removeContainerCmd(container.getId()).withForce(true).exec();
    }
    return left.size();
  }

  /** Everything in the image finds its libraries, and a container runs, as each of its users. */
  private String trial() {
    String words =
        ServersImage.JAVA
            + " -version && "
            + ServersImage.POSTGRES
            + "/bin/postgres --version && "
            + ServersImage.POSTGRES
            + "/bin/initdb --version";
    try (GenericContainer<?> container =
        container(List.of("/bin/sh", "-c", words))
            .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(TRIAL))) {
      container.start();
      return container.getLogs();
    }
  }

  @Override
  public String description() {
    return "containers ("
        + (keepSessions ? "HiveMQ that keeps its sessions" : "HiveMQ")
        + ", Kafka in KRaft mode, PostgreSQL; image "
        + image
        + ", engine "
        + engine.address()
        + ")";
  }

  @Override
  public SiteServer mqtt(int port) {
    List<String> words = java(128);
    words.addAll(
        List.of(
            "-cp",
            ServersImage.MQTT_JARS + "/*",
            "io.linewatch.mqtt.LinewatchMqttBroker",
            "--port",
            Integer.toString(port),
            "--state",
            ServersImage.DATA + "/mqtt"));
    if (keepSessions) {
      words.add("--keep");
    }
    return server(
        "MQTT broker",
        "mqtt",
        container(words),
        server -> Readiness.awaitPort(server, port, ANSWER));
  }

  @Override
  public SiteServer kafka(int port, int controllerPort, List<KafkaSettings.Listener> listeners) {
    Path logs = Path.of(KAFKA_FOLDER, "logs");
    List<String> words = java(256);
    words.addAll(
        List.of(
            "-Dlogback.configurationFile=" + ServersImage.KAFKA_LOGGING,
            "-cp",
            ServersImage.KAFKA_JARS + "/*",
            "kafka.Kafka",
            KAFKA_FOLDER + "/server.properties"));
    GenericContainer<?> container = container(words);
    try {
      byte[] settings = new KafkaSettings(logs, port, controllerPort, listeners).file();
      container.withCopyToContainer(Transferable.of(settings), KAFKA_FOLDER + "/server.properties");
      copyFormatted(container, logs);
    } catch (IOException e) {
      throw new IllegalStateException("Kafka's settings could not be written: " + e, e);
    }
    return server("Kafka", "kafka", container, server -> Readiness.awaitPort(server, port, ANSWER));
  }

  /** A data folder formatted here, since Kafka's own tool would cost another start of Java. */
  private void copyFormatted(GenericContainer<?> container, Path logs) throws IOException {
    Path formatted = Files.createTempDirectory(state.root(), "kafka-format");
    KafkaSettings.format(formatted);
    try (Stream<Path> files = Files.walk(formatted)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        container.withCopyToContainer(
            Transferable.of(Files.readAllBytes(file)),
            logs.resolve(formatted.relativize(file)).toString());
      }
    }
  }

  @Override
  public SiteServer postgres(int port, String password) {
    String data = ServersImage.DATA + "/postgres";
    String programs = ServersImage.POSTGRES + "/bin/";
    String script =
        "test -f %s/PG_VERSION || %sinitdb -D %s %s || exit 1; exec %spostgres -D %s %s"
            .formatted(
                data,
                programs,
                data,
                String.join(" ", PostgresServer.initialOptions(PASSWORD_FILE)),
                programs,
                data,
                String.join(" ", PostgresServer.options(port)));
    GenericContainer<?> container =
        container(List.of("/bin/sh", "-c", script))
            .withEnv("LC_ALL", "C.UTF-8")
            .withCopyToContainer(Transferable.of(password), PASSWORD_FILE)
            .withCreateContainerCmdModifier(create ->
                create
                    .withUser(ServersImage.POSTGRES_USER + ":" + ServersImage.POSTGRES_USER)
                    // Fast shutdown: it does not wait for clients to leave.
                    .withStopSignal("SIGINT"));
    return server(
        "PostgreSQL",
        "postgresql",
        container,
        server -> PostgresServer.awaitReady(server, port, password));
  }

  @Override
  public void flushLogs() {
    servers.forEach(ContainerServer::flushLog);
  }

  private SiteServer server(
      String name, String log, GenericContainer<?> container, ContainerServer.Answers answers) {
    try {
      Path logs = Files.createDirectories(state.root().resolve("logs"));
      ContainerServer server =
          new ContainerServer(name, container, engine, logs.resolve(log + ".log"), answers);
      servers.add(server);
      return server;
    } catch (IOException e) {
      throw new IllegalStateException("no folder for logs: " + e, e);
    }
  }

  private GenericContainer<?> container(List<String> words) {
    return new GenericContainer<>(DockerImageName.parse(image))
        .withNetworkMode("host")
        .withLabel(LABEL, label())
        // Whether it has started we ask ourselves: one that ends at once shall show its log.
        .withStartupCheckStrategy(
            new StartupCheckStrategy() {
              @Override
              public StartupStatus checkStartupState(DockerClient client, String id) {
                return StartupStatus.SUCCESSFUL;
              }
            })
        .waitingFor(
            new AbstractWaitStrategy() {
              @Override
              protected void waitUntilReady() {}
            })
        .withCreateContainerCmdModifier(create -> create.withEntrypoint(words));
  }

  private String label() {
    return state.root().toString();
  }

  private static List<String> java(int heapMegabytes) {
    return new ArrayList<>(
        List.of(
            ServersImage.JAVA,
            "-Xmx" + heapMegabytes + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
  }
}
