package io.linewatch.bench.edge;

import io.linewatch.bench.edge.LoadedRow.Shape;
import io.linewatch.bench.system.AgentProgram;
import io.linewatch.bench.system.BenchPlant;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.bench.system.KafkaForLoad;
import io.linewatch.bench.system.LoadBroker;
import io.linewatch.bench.system.WindowModel;
import io.linewatch.standalone.process.StartFailed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows that were asked for, each with its process running. One thread. */
final class Rows {
  static final String STOCK = "a";
  static final String BUFFERED = "b";
  static final String LIMITS = "c";
  static final String MODELS = "d";
  static final String EKUIPER = "e";
  static final String NODE_RED = "f";
  static final String VALUES = "values";
  static final String FEW = "ch100";
  static final String MANY = "ch10000";
  static final String MOST = "ch100000";
  static final String ISOLATION = "isolation";
  static final List<String> KNOWN =
      List.of(
          STOCK, BUFFERED, LIMITS, MODELS, EKUIPER, NODE_RED, VALUES, FEW, MANY, MOST, ISOLATION);
  private static final int ASSETS = 100;
  private static final int CHANNELS = 10;
  private static final int VALUES_A_MESSAGE = 100;

  /**
   * @param inBulk whether messages are passed on in blocks instead of by a broker
   * @param qos of publisher and subscribers
   * @param lanes of the agent; 0 for its own choice
   * @param agentOptions of java, for the agent
   */
  record Setting(boolean inBulk, int qos, int lanes, String agentOptions, long seed) {}

  private final BenchSystem bench;
  private final LoadBroker broker;
  private final Setting setting;
  private final Map<String, LoadedRow> rows = new LinkedHashMap<>();
  private final List<String> left = new ArrayList<>();
  private final List<String> asked;
  private @Nullable KafkaForLoad kafka;
  private @Nullable Isolation isolation;

  private Rows(BenchSystem bench, LoadBroker broker, List<String> asked, Setting setting) {
    this.asked = List.copyOf(asked);
    this.bench = bench;
    this.broker = broker;
    this.setting = setting;
  }

  /** Starts broker and consumers. */
  static Rows start(BenchSystem bench, List<String> ids, Setting setting) throws Exception {
    for (String id : ids) {
      if (!KNOWN.contains(id)) {
        throw new IllegalArgumentException("no row '" + id + "'; there are " + KNOWN);
      }
    }
    LoadBroker broker =
        bench
            .steps()
            .run(
                "Broker",
                () -> setting.inBulk() ? LoadBroker.bulk(bench) : LoadBroker.start(bench));
    Rows rows = new Rows(bench, broker, ids, setting);
    for (String id : ids) {
      bench
          .steps()
          .run(
              "Start of " + id,
              () -> {
                rows.start(id);
                return id;
              });
    }
    return rows;
  }

  private void start(String id) throws Exception {
    switch (id) {
      case STOCK -> add(id, "bare Paho", Floor.stock(bench, broker, "floor-a", setting.qos()));
      case BUFFERED ->
          add(id, "Paho, bulk read", Floor.buffered(bench, broker, "floor-b", setting.qos()));
      case LIMITS -> startLimits(id, "agent, limits", ASSETS, CHANNELS, false);
      case MODELS -> startModels(id);
      case EKUIPER, NODE_RED -> startPeer(id);
      case VALUES ->
          startLimits(id, "agent, limits, 100 values a message", CHANNELS, VALUES_A_MESSAGE, true);
      case FEW -> startLimits(id, "agent, limits, 100 channels", 10, CHANNELS, false);
      case MANY -> startLimits(id, "agent, limits, 10,000 channels", 1_000, CHANNELS, false);
      case MOST -> startMost(id);
      case ISOLATION ->
          isolation =
              new Isolation(
                  bench, broker, agent(Isolation.plant(), null), setting.qos(), setting.seed());
      default -> throw new IllegalStateException(id);
    }
  }

  private void startLimits(String id, String title, int assets, int channels, boolean together)
      throws Exception {
    BenchPlant plant = BenchPlant.limits("row-" + id, assets, channels, together);
    add(new Shape(id, title, assets, channels, together), agent(plant, null));
  }

  /** More than an agent takes: then the row is left out, and the target missed. */
  private void startMost(String id) throws Exception {
    try {
      startLimits(id, "agent, limits, 100,000 channels", 10_000, CHANNELS, false);
    } catch (IllegalArgumentException | StartFailed refused) {
      left.add("Row " + id + " is left out, the agent does not take it: " + refused.getMessage());
    }
  }

  private void startModels(String id) throws Exception {
    WindowModel model =
        WindowModel.fit(bench, "bench-normal", CHANNELS, LoadedRow.STEP_MICROS, setting.seed());
    BenchPlant plant =
        new BenchPlant(
            "gw-models", "models", ASSETS, CHANNELS, false, List.of(model.made()), ASSETS);
    String title =
        "agent, limits, a model an asset (window %d, hop %d)"
            .formatted(model.windowRows(), model.hop());
    add(id, title, agent(plant, model.store()));
  }

  /** A peer that cannot be had is left out, and the report says so. */
  private void startPeer(String id) throws Exception {
    try {
      if (id.equals(EKUIPER)) {
        add(id, "eKuiper 2.4.2, one filter", EKuiper.start(bench, broker, "peer-e", setting.qos()));
      } else {
        add(id, "Node-RED 5, one switch", NodeRed.start(bench, broker, "peer-f", setting.qos()));
      }
    } catch (PeerRecipe.Missing missing) {
      left.add("Row " + id + " is left out: " + missing.getMessage());
    }
  }

  private AgentConsumer agent(BenchPlant plant, @Nullable Path models) throws Exception {
    KafkaForLoad before = kafka;
    KafkaForLoad here = before == null ? KafkaForLoad.start(bench) : before;
    kafka = here;
    AgentProgram agent =
        AgentProgram.start(
            bench,
            broker,
            here.port(),
            new AgentProgram.Setting(plant, setting.qos(), setting.lanes(), setting.agentOptions()),
            models);
    return new AgentConsumer(plant.line(), agent, plant.together() ? plant.channels() : 1);
  }

  private void add(String id, String title, Consumer consumer) {
    add(new Shape(id, title, ASSETS, CHANNELS, false), consumer);
  }

  private void add(Shape shape, Consumer consumer) {
    rows.put(
        shape.id(), new LoadedRow(shape, consumer, broker.port(), setting.qos(), setting.seed()));
  }

  String brokerName() {
    return broker.name();
  }

  List<LoadedRow> all() {
    return new ArrayList<>(rows.values());
  }

  @Nullable LoadedRow get(String id) {
    return rows.get(id);
  }

  boolean wasAskedFor(String id) {
    return asked.contains(id);
  }

  /** Why rows that were asked for did not run. */
  List<String> leftOut() {
    return List.copyOf(left);
  }

  @Nullable Isolation isolation() {
    return isolation;
  }
}
