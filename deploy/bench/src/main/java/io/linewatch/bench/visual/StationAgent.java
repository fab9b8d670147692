package io.linewatch.bench.visual;

import io.linewatch.bench.system.AgentMetrics;
import io.linewatch.bench.system.AgentProgram;
import io.linewatch.bench.system.BenchPlant;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.bench.system.LoadBroker;
import io.linewatch.model.fit.visual.HeadKind;
import io.linewatch.model.fit.visual.VisualFitter;
import io.linewatch.model.fit.visual.VisualOptions;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.visual.VisualPackage;
import io.linewatch.standalone.part.PartPictures;
import io.linewatch.standalone.part.StampedPart;
import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.server.CameraStation;
import io.linewatch.standalone.server.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The packaged agent with one camera station and a model that was learned for it. {@code
 * AGENT_OPTS} in the environment adds options to its java, such as a flight recording.
 */
record StationAgent(ChildProcess process, String topic, VisualPackage model) {
  private static final Duration START = Duration.ofMinutes(2);
  private static final int GOOD = 40;
  private static final double FALSE_REJECTS = 0.05;

  /** Nobody listens there: findings wait in the outbox, as on a gateway whose centre is away. */
  private static final int NO_KAFKA = 1;

  /**
   * What is to be inspected, and how.
   *
   * @param name of the gateway
   * @param sides of the model's scales
   * @param prefix words before the agent's command
   */
  record Setting(String name, StampedPart part, List<Integer> sides, List<String> prefix) {}

  static StationAgent start(BenchSystem bench, LoadBroker broker, Setting setting)
      throws Exception {
    Path store = bench.folder().resolve("models-" + setting.name());
    VisualPackage model = fit(bench, store, setting);
    BenchPlant plant = BenchPlant.limits(setting.name(), 1, 1, false);
    String topic = "camera/" + setting.name();
    CameraStation station =
        new CameraStation(
            "outlet",
            plant.asset(0).toString(),
            topic,
            model.spec().name(),
            model.digest(),
            150,
            200,
            Duration.ofMinutes(10));
    AgentProgram.Setting agent =
        new AgentProgram.Setting(plant, 1, 1, System.getenv().getOrDefault("AGENT_OPTS", ""));
    int status = bench.freePort();
    Path config = AgentProgram.write(bench, broker, NO_KAFKA, agent, status, store);
    addStation(config, station, broker);
    Path script = bench.programs().script(Programs.Program.EDGE);
    ChildProcess.Command plain = AgentProgram.command(script, agent, config);
    List<String> words = new ArrayList<>(setting.prefix());
    words.addAll(plain.words());
    ChildProcess child =
        bench.start(new ChildProcess.Command(plain.name(), words, plain.environment()));
    AgentMetrics metrics = new AgentMetrics(status);
    Readiness.await(child, "its station takes pictures", START, () -> ready(metrics));
    return new StationAgent(child, topic, model);
  }

  private static void addStation(Path config, CameraStation station, LoadBroker broker)
      throws IOException {
    String connection = CameraStation.connection("mqtt://127.0.0.1:" + broker.port());
    String text = Files.readString(config).replace("kafka: {", connection + "kafka: {");
    Files.writeString(config, text + station.inspection(null));
  }

  private static boolean ready(AgentMetrics metrics) throws InterruptedException {
    try {
      AgentMetrics.Counts counts = metrics.counts();
      return counts.sum("linewatch_edge_intake_connected") == 2
          && counts.text().contains("linewatch_inspection_models_missing 0.0");
    } catch (IOException notYet) {
      return false;
    }
  }

  private static VisualPackage fit(BenchSystem bench, Path store, Setting setting)
      throws Exception {
    Path good =
        PartPictures.goodOnes(
            bench.folder().resolve("good-" + setting.name()), setting.part(), GOOD, 1_000_000);
    VisualOptions usual = VisualOptions.of("plate");
    VisualOptions options =
        // What moving a picture costs is a line of the bench "placement".
        new VisualOptions(
            usual.name(),
            FALSE_REJECTS,
            setting.sides(),
            usual.region(),
            null,
            usual.backbone(),
            usual.normalisation(),
            HeadKind.POSITION,
            1,
            "",
            VisualOptions.Align.OFF,
            null);
    OciLayout layout = OciLayout.open(store);
    String digest = layout.pack(new VisualFitter(_ -> {}).fit(good, options).contents());
    return layout.loadVisual(digest);
  }
}
