package io.linewatch.standalone.server;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.process.Steps;
import io.linewatch.standalone.process.Teardown;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Servers and programs on one machine, from ports to a running agent. The composition root of the
 * demo, the replay and the system tests; what it starts is ended by the teardown, last first.
 */
public final class LocalSystem {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private final StateFolder state;
  private final Programs programs;
  private final Teardown teardown;
  private final Steps steps;
  private final Addresses addresses;
  private final List<ChildProcess> children = new ArrayList<>();
  private final ConfigFiles configs;
  private @Nullable CentralCommands central;
  private @Nullable String databaseUrl;
  private @Nullable ChildProcess kafka;
  private @Nullable ChildProcess edge;

  public LocalSystem(
      StateFolder state, Programs programs, Teardown teardown, Steps steps, String site)
      throws Exception {
    this(state, programs, teardown, steps, site, steps.run("Ports", Addresses::choose));
  }

  public LocalSystem(
      StateFolder state,
      Programs programs,
      Teardown teardown,
      Steps steps,
      String site,
      Addresses addresses) {
    this.state = state;
    this.programs = programs;
    this.teardown = teardown;
    this.steps = steps;
    this.addresses = addresses;
    this.configs = new ConfigFiles(state, site);
  }

  public Addresses addresses() {
    return addresses;
  }

  public StateFolder state() {
    return state;
  }

  public ModelCommands models() {
    return new ModelCommands(programs, state.root());
  }

  public Programs programs() {
    return programs;
  }

  /** Broker, Kafka, PostgreSQL, topics. */
  public void startServers() throws Exception {
    configs.writeSecrets();
    // Registered before all others, so ended after them, also when it is another process by then.
    teardown.add("Kafka started again", this::stopKafka);
    Servers servers =
        Servers.start(state, programs, addresses, configs.keep("db.password", 16), steps, teardown);
    children.addAll(List.of(servers.mqtt(), servers.kafka(), servers.postgres().child()));
    kafka = servers.kafka();
    databaseUrl = servers.postgres().url();
    Path config = configs.writeCentral(addresses, servers.postgres().url());
    CentralCommands commands = new CentralCommands(programs, state.root(), config);
    central = commands;
    // Kafka keeps its topics with the state; only the first start makes them.
    Path made = state.root().resolve("topics.made");
    if (!Files.exists(made)) {
      steps.run(
          "Topics",
          () -> {
            commands.applyTopics();
            return Files.writeString(made, "by the first start\n");
          });
    }
  }

  /** The model store and the central process with its console. */
  public void startCentre() throws Exception {
    children.add(steps.run(storeStep(), this::launchStore));
    children.add(steps.run(centralStep(), this::launchCentral));
  }

  /** Model store, central process and agent side by side: a plant that is set up needs no order. */
  public void startPrograms() throws Exception {
    try (ExecutorService starters =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("program-", 0).factory())) {
      Future<ChildProcess> store = starters.submit(this::launchStore);
      Future<ChildProcess> centre = starters.submit(this::launchCentral);
      Future<ChildProcess> agent = starters.submit(this::launchEdge);
      children.add(steps.run(storeStep(), () -> Servers.get(store)));
      children.add(steps.run(centralStep(), () -> Servers.get(centre)));
      edge = steps.run(edgeStep(), () -> Servers.get(agent));
      children.add(edge);
    }
  }

  private String storeStep() {
    return "Model store on port " + addresses.models();
  }

  private String centralStep() {
    return "Processor and console on port " + addresses.console();
  }

  private String edgeStep() {
    return "Edge agent, its status on port " + addresses.edge();
  }

  private ChildProcess launchStore() throws Exception {
    Files.createDirectories(models().store());
    return launch(
        Programs.Program.MODELS,
        URI.create(addresses.modelsUrl() + "/v2/"),
        "serve",
        "--store",
        models().store().toString(),
        "--port",
        Integer.toString(addresses.models()));
  }

  private ChildProcess launchCentral() throws Exception {
    return launch(
        Programs.Program.CENTRAL,
        URI.create(addresses.consoleUrl() + "/health"),
        "run",
        "--config",
        state.root().resolve("central.yaml").toString());
  }

  private ChildProcess launchEdge() throws Exception {
    Path config = configs.writeEdge(addresses);
    return launch(
        Programs.Program.EDGE,
        URI.create(addresses.edgeUrl() + "/health"),
        "run",
        "--config",
        config.toString());
  }

  public void applyPlant(Path sheet) throws Exception {
    steps.run(
        "Plant sheet",
        () -> {
          central().applyPlant(sheet);
          return sheet;
        });
  }

  public void startEdge() throws Exception {
    edge = steps.run(edgeStep(), this::launchEdge);
    children.add(edge);
  }

  /** Ends the agent the way a power cut does. */
  public void killEdge() throws InterruptedException {
    if (edge != null) {
      edge.kill();
      children.remove(edge);
    }
  }

  /** Asks the agent to end. */
  public void stopEdge() {
    if (edge != null) {
      edge.stop();
      children.remove(edge);
    }
  }

  public void stopKafka() {
    if (kafka != null) {
      kafka.stop();
      children.remove(kafka);
    }
  }

  public void restartKafka() throws Exception {
    ChildProcess started = KafkaServer.start(state, addresses.kafka(), addresses.kafkaController());
    kafka = started;
    children.add(started);
  }

  public CentralCommands central() {
    if (central == null) {
      throw new IllegalStateException("the servers are not started");
    }
    return central;
  }

  public String databaseUrl() {
    if (databaseUrl == null) {
      throw new IllegalStateException("the servers are not started");
    }
    return databaseUrl;
  }

  /** The first child that died unasked, or null when all live. */
  public @Nullable ChildProcess dead() {
    return children.stream().filter(ChildProcess::hasDied).findFirst().orElse(null);
  }

  private ChildProcess launch(Programs.Program program, URI answersAt, String... words)
      throws Exception {
    ChildProcess child =
        ChildProcess.start(programs.command(program, words), state.root(), state.records());
    teardown.add(child.name(), child);
    Readiness.awaitHttp(child, answersAt, START_TIMEOUT);
    return child;
  }
}
