package io.linewatch.bench.system;

import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.edge.control.DesiredCache;
import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.server.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The packaged agent on a desired state from its cache, as on a gateway whose centre is away; its
 * findings and series go to a real Kafka. Started by its own launcher with no options but those
 * given, as an installer starts it.
 */
public final class AgentProgram {
  private static final Duration START = Duration.ofMinutes(2);
  private static final String NO_STORE = "http://127.0.0.1:1";

  private final ChildProcess process;
  private final AgentMetrics metrics;

  private AgentProgram(ChildProcess process, AgentMetrics metrics) {
    this.process = process;
    this.metrics = metrics;
  }

  /**
   * @param qos of its subscription
   * @param lanes threads that own assets; 0 for the agent's own choice
   * @param options of java, behind the launcher's own
   */
  public record Setting(BenchPlant plant, int qos, int lanes, String options) {}

  /**
   * Starts it and waits until it takes messages.
   *
   * @param models a layout with the packages the plant names, or null
   */
  public static AgentProgram start(
      BenchSystem bench, LoadBroker broker, int kafkaPort, Setting setting, @Nullable Path models)
      throws IOException, InterruptedException {
    return start(
        bench, broker, kafkaPort, setting, models, bench.programs().script(Programs.Program.EDGE));
  }

  /**
   * The same from another installation.
   *
   * @param script its launcher
   */
  public static AgentProgram start(
      BenchSystem bench,
      LoadBroker broker,
      int kafkaPort,
      Setting setting,
      @Nullable Path models,
      Path script)
      throws IOException, InterruptedException {
    int statusPort = bench.freePort();
    Path config = write(bench, broker, kafkaPort, setting, statusPort, models);
    ChildProcess child = bench.start(command(script, setting, config));
    AgentMetrics metrics = new AgentMetrics(statusPort);
    String gateway = setting.plant().gateway();
    Readiness.await(child, gateway + " takes messages", START, metrics::ready);
    return new AgentProgram(child, metrics);
  }

  /** How {@link #start} starts it, for benches that time the start themselves. */
  public static ChildProcess.Command command(Path script, Setting setting, Path config) {
    return new ChildProcess.Command(
        setting.plant().gateway(),
        List.of(script.toString(), "run", "--config", config.toString()),
        Map.of("LINEWATCH_JAVA", BenchSystem.java(), "LINEWATCH_OPTS", setting.options()));
  }

  /**
   * Writes configuration, key, desired state and model packages.
   *
   * @return the configuration file
   */
  public static Path write(
      BenchSystem bench,
      LoadBroker broker,
      int kafkaPort,
      Setting setting,
      int statusPort,
      @Nullable Path models)
      throws IOException {
    String gateway = setting.plant().gateway();
    Path home = Files.createDirectories(bench.folder().resolve(gateway));
    Path state = Files.createDirectories(home.resolve("state"));
    Files.writeString(
        home.resolve("gateway.key"), GatewayKey.derive(new byte[32], gateway, 1).toHex());
    new DesiredCache(state).store(setting.plant().desired());
    if (models != null) {
      copy(models, state.resolve("models"));
    }
    String lanes = setting.lanes() == 0 ? "" : "lanes: " + setting.lanes() + "\n";
    return Files.writeString(
        home.resolve("edge.yaml"),
        """
        gateway: %s
        stateDir: state
        mqtt:
          connections:
            - { id: line, url: "mqtt://127.0.0.1:%d", sources: ["*"], qos: %d }
        kafka: { bootstrap: "127.0.0.1:%d", properties: {} }
        modelStore: { url: "%s" }
        key: { version: 1, file: gateway.key }
        status: { host: 127.0.0.1, port: %d }
        localFeed: { connection: line }
        """
                .formatted(gateway, broker.port(), setting.qos(), kafkaPort, NO_STORE, statusPort)
            + lanes);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  public ChildProcess process() {
    return process;
  }

  public AgentMetrics metrics() {
    return metrics;
  }

  /** The status page's address, such as for its health. */
  public URI status() {
    return metrics.address();
  }
}
