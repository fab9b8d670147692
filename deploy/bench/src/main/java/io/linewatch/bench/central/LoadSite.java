package io.linewatch.bench.central;

import io.linewatch.bench.LinewatchBench;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.domain.wire.Topics;
import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.FreePorts;
import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.process.Teardown;
import io.linewatch.standalone.server.Addresses;
import io.linewatch.standalone.server.LocalServer;
import io.linewatch.standalone.server.LocalServerRoom;
import io.linewatch.standalone.server.LocalSystem;
import io.linewatch.standalone.server.PostgresServer;
import io.linewatch.standalone.server.Programs;
import io.linewatch.standalone.server.SiteServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Kafka, PostgreSQL, a plant, and the two contenders on them, not yet running. One thread. */
final class LoadSite {
  private static final int PARTITIONS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final LocalSystem system;
  private final StateFolder state;
  private final Teardown teardown;
  private final String options;
  private final TopicFiller topics;
  private final Contender centre;
  private final Contender passThrough;

  /**
   * @param options JVM options of both contenders beyond those of the packaged program
   */
  LoadSite(BenchSystem bench, String options) throws Exception {
    this.state = bench.state();
    this.teardown = bench.teardown();
    this.options = options;
    this.system =
        new LocalSystem(
            state,
            bench.programs(),
            teardown,
            bench.steps(),
            LoadPlant.SITE,
            Addresses.anyFree(),
            new LocalServerRoom(state, bench.programs()));
    system.startServers();
    this.topics = teardown.add("backlog", new TopicFiller(system.addresses().kafkaBootstrap()));
    this.centre = new CentreContender(centralProgram());
    this.passThrough = new PassContender(passProgram());
  }

  TopicFiller topics() {
    return topics;
  }

  Contender centre() {
    return centre;
  }

  Contender passThrough() {
    return passThrough;
  }

  byte[] siteSecret() throws Exception {
    return HexFormat.of().parseHex(Files.readString(state.root().resolve("site.secret")).strip());
  }

  /** Applies the sheet and waits until every gateway's desired state is on its topic. */
  void apply(LoadPlant plant) throws Exception {
    Path sheet = Files.writeString(state.root().resolve("plant.yaml"), plant.sheet());
    system.applyPlant(sheet);
    topics.createTopic(PassThrough.ALERTS, PARTITIONS);
    centre.start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (topics.end(Topics.DESIRED.name()) < plant.lines()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the desired states were not published");
      }
      Thread.sleep(Duration.ofMillis(100));
    }
    centre.fed(); // answers, so it is up, and can be stopped well
    centre.stop();
  }

  /** A round of this contender on this site. */
  LoadRound round(Contender contender) throws Exception {
    StoredProgress stored =
        new StoredProgress(
            system.databaseUrl(), PostgresServer.USER, password(), contender.tables().schema());
    teardown.add("progress", stored);
    return new LoadRound(stored, pid(system.kafka()), pid(system.postgres()));
  }

  private static long pid(SiteServer server) {
    if (server instanceof LocalServer local) {
      return local.pid();
    }
    throw new IllegalStateException(server.name() + " is no process of this machine");
  }

  private String password() throws Exception {
    return Files.readString(passwordFile()).strip();
  }

  private Path passwordFile() {
    return state.root().resolve("db.password");
  }

  private BenchProgram centralProgram() {
    ChildProcess.Command packaged =
        system
            .programs()
            .command(
                Programs.Program.CENTRAL,
                "run",
                "--config",
                state.root().resolve("central.yaml").toString());
    Map<String, String> environment = new HashMap<>(packaged.environment());
    environment.put("LINEWATCH_OPTS", options);
    return new BenchProgram(
        new ChildProcess.Command(packaged.name(), packaged.words(), environment),
        state,
        URI.create(system.addresses().consoleUrl() + "/health"),
        teardown);
  }

  private BenchProgram passProgram() {
    int port = new FreePorts().any();
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    words.addAll(List.of(options.strip().split("\\s+", -1)));
    words.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            LinewatchBench.class.getName(),
            "pass-through",
            "--kafka",
            system.addresses().kafkaBootstrap(),
            "--database",
            system.databaseUrl(),
            "--user",
            PostgresServer.USER,
            "--password-file",
            passwordFile().toString(),
            "--state",
            state.root().resolve("pass-through").toString(),
            "--port",
            Integer.toString(port)));
    return new BenchProgram(
        new ChildProcess.Command("pass-through", words, Map.of()),
        state,
        URI.create("http://127.0.0.1:" + port + "/fed"),
        teardown);
  }
}
