package io.linewatch.standalone.server;

import io.linewatch.standalone.process.Monitored;
import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.process.Steps;
import io.linewatch.standalone.process.Teardown;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Servers and programs on one machine, from ports to a running agent. The composition root of the
 * demo, the replay and the system tests; what it starts is ended by the teardown, last first.
 */
public final class LocalSystem {
  private final StateFolder state;
  private final Programs programs;
  private final Teardown teardown;
  private final Steps steps;
  private final Wiring wiring;
  private final Addresses addresses;
  private final ConfigFiles configs;
  private final Servers servers;
  private final SiteServer modelStore;
  private final SiteServer processor;
  private final SiteServer agent;
  private @Nullable CentralCommands central;
  private @Nullable CameraStation camera;

  /** With the servers as processes of this machine, on their usual ports where these are free. */
  public LocalSystem(
      StateFolder state, Programs programs, Teardown teardown, Steps steps, String site)
      throws Exception {
    this(
        state,
        programs,
        teardown,
        steps,
        site,
        steps.run("Ports", Addresses::choose),
        new LocalServerRoom(state, programs));
  }

  /** With nothing between programs and servers. */
  public LocalSystem(
      StateFolder state,
      Programs programs,
      Teardown teardown,
      Steps steps,
      String site,
      Addresses addresses,
      ServerRoom room)
      throws IOException {
    this(state, programs, teardown, steps, site, Wiring.direct(addresses), room);
  }

  /**
   * Starts nothing yet.
   *
   * @param room where the servers run
   * @param wiring who finds whom where
   */
  public LocalSystem(
      StateFolder state,
      Programs programs,
      Teardown teardown,
      Steps steps,
      String site,
      Wiring wiring,
      ServerRoom room)
      throws IOException {
    this.state = state;
    this.programs = programs;
    this.teardown = teardown;
    this.steps = steps;
    this.wiring = wiring;
    this.addresses = wiring.servers();
    this.configs = new ConfigFiles(state, site);
    configs.writeSecrets();
    // The servers first, so that they end last.
    servers = Servers.in(room, wiring, configs.keep("db.password", 16));
    servers.all().forEach(this::endLater);
    modelStore =
        program(
            "model store",
            Programs.Program.MODELS,
            addresses.modelsUrl() + "/v2/",
            this::storeWords);
    processor =
        program(
            "processor",
            Programs.Program.CENTRAL,
            addresses.consoleUrl() + "/health",
            this::processorWords);
    agent =
        program(
            "edge agent", Programs.Program.EDGE, addresses.edgeUrl() + "/health", this::agentWords);
  }

  private SiteServer program(
      String name, Programs.Program program, String answersAt, PackagedProgram.Words words) {
    return endLater(
        new LocalServer(
            name, new PackagedProgram(state, programs, program, words, URI.create(answersAt))));
  }

  private SiteServer endLater(SiteServer server) {
    return teardown.add(server.name(), server);
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

  public SiteServer mqtt() {
    return servers.mqtt();
  }

  public SiteServer kafka() {
    return servers.kafka();
  }

  public SiteServer postgres() {
    return servers.postgres();
  }

  public SiteServer modelStore() {
    return modelStore;
  }

  /** The central processor with its console. */
  public SiteServer processor() {
    return processor;
  }

  public SiteServer agent() {
    return agent;
  }

  /** Broker, Kafka, PostgreSQL, topics. */
  public void startServers() throws Exception {
    servers.start(steps, addresses);
    CentralCommands commands = new CentralCommands(programs, state.root(), writeCentral());
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
    Servers.start(steps, storeStep(), modelStore);
    Servers.start(steps, processorStep(), processor);
  }

  /** Model store, central process and agent side by side: a plant that is set up needs no order. */
  public void startPrograms() throws Exception {
    Map<String, SiteServer> all = new LinkedHashMap<>();
    all.put(storeStep(), modelStore);
    all.put(processorStep(), processor);
    all.put(agentStep(), agent);
    Servers.startTogether(steps, all);
  }

  public void startEdge() throws Exception {
    Servers.start(steps, agentStep(), agent);
  }

  private String storeStep() {
    return "Model store on port " + addresses.models();
  }

  private String processorStep() {
    return "Processor and console on port " + addresses.console();
  }

  private String agentStep() {
    return "Edge agent, its status on port " + addresses.edge();
  }

  private List<String> storeWords() throws IOException {
    Path store = Files.createDirectories(models().store());
    return List.of(
        "serve", "--store", store.toString(), "--port", Integer.toString(addresses.models()));
  }

  private List<String> processorWords() throws IOException {
    return List.of("run", "--config", writeCentral().toString());
  }

  private Path writeCentral() throws IOException {
    Addresses seen = wiring.processor();
    return configs.writeCentral(seen, PostgresServer.url(seen.postgres()));
  }

  private List<String> agentWords() throws IOException {
    return List.of("run", "--config", configs.writeEdge(wiring.agent(), camera).toString());
  }

  /** The gateway has this camera station from the agent's next start on. */
  public void setCamera(CameraStation station) {
    camera = station;
  }

  public void applyPlant(Path sheet) throws Exception {
    steps.run(
        "Plant sheet",
        () -> {
          central().applyPlant(sheet);
          return sheet;
        });
  }

  public CentralCommands central() {
    if (central == null) {
      throw new IllegalStateException("the servers are not started");
    }
    return central;
  }

  public String databaseUrl() {
    return PostgresServer.url(addresses.postgres());
  }

  /** The first server or program that died unasked, or null when all live. */
  public @Nullable Monitored dead() {
    return Stream.concat(
            servers.all().stream(), Stream.<SiteServer>of(modelStore, processor, agent))
        .filter(SiteServer::hasDied)
        .findFirst()
        .orElse(null);
  }
}
