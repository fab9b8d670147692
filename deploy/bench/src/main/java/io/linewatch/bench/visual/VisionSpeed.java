package io.linewatch.bench.visual;

import io.linewatch.bench.inference.RawPictures;
import io.linewatch.bench.measure.Machine;
import io.linewatch.bench.measure.Median;
import io.linewatch.bench.measure.OneCore;
import io.linewatch.bench.measure.ProcessUsage;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.bench.system.CameraLoad;
import io.linewatch.bench.system.LoadBroker;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.standalone.part.StampedPart;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vision-speed}: pictures a second on one core, and memory over many of them. */
@Command(
    name = "vision-speed",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Pictures a second from an MQTT payload to a verdict that is safe on disk and told to the gate:",
      "the packaged agent with all its threads on one core, beside a loop on the same core that",
      "decodes (ImageIO) and runs the graph (ONNX Runtime) on inputs that lie ready. In turn, median",
      "over rounds, once java has compiled what both need. Camera, gate and broker may use the other",
      "cores.",
      "With --soak instead: the agent's memory over so many pictures of 256 × 256."
    })
public final class VisionSpeed implements Callable<Integer> {
  private static final double GOAL = 0.85;

  /** Rounds: until then java compiles, on the agent's core, and takes up to a seventh of it. */
  private static final int WARM_UP = 12;

  private static final int POOL = 60;
  private static final int AHEAD = 16;

  @Option(
      names = "--pictures",
      description = "In each round, on either side (default: ${DEFAULT-VALUE}).",
      defaultValue = "60")
  private int pictures;

  @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "7")
  private int rounds;

  @Option(
      names = "--sides",
      split = ",",
      description = "Scales of the model (default: ${DEFAULT-VALUE}, those of fit visual).",
      defaultValue = "224,320")
  private List<Integer> sides;

  @Option(names = "--soak", paramLabel = "PICTURES", description = "Watch memory instead.")
  private int soak;

  @Option(names = "--seed", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
  private long seed;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("vision-speed", seed);
    System.out.println(Machine.here().line());
    ImageIO.setUseCache(false);
    try (BenchSystem bench = BenchSystem.open("vision-speed")) {
      LoadBroker broker = LoadBroker.start(bench);
      System.out.println("Broker: " + broker.name());
      if (soak > 0) {
        new VisionSoak(bench, broker, sides, seed).run(soak, report);
      } else {
        OneCore core = OneCore.choose();
        // A thread of its own: threads that a pinned one starts, as the camera's, are pinned too.
        try (ExecutorService ideal = Executors.newSingleThreadExecutor()) {
          ideal
              .submit(() -> {
                core.pinThisThread();
                return core;
              })
              .get();
          measure(bench, broker, core, ideal, new StampedPart(256, 256), report);
          measure(bench, broker, core, ideal, new StampedPart(1280, 960), report);
        }
      }
    }
    report.print(System.out);
    return 0;
  }

  private void measure(
      BenchSystem bench,
      LoadBroker broker,
      OneCore core,
      ExecutorService onCore,
      StampedPart part,
      BenchReport report)
      throws Exception {
    String size = part.width() + " × " + part.height();
    RenderedPool pool = new RenderedPool(part, POOL, seed);
    StationAgent agent =
        bench
            .steps()
            .run(
                "Agent with a model for " + size,
                () ->
                    StationAgent.start(
                        bench,
                        broker,
                        new StationAgent.Setting(
                            "speed-" + part.width(), part, sides, core.prefix())));
    List<Double> agentRates = new ArrayList<>();
    List<Double> idealRates = new ArrayList<>();
    List<Double> cpuMillis = new ArrayList<>();
    try (CameraLoad camera = new CameraLoad(broker.port(), AHEAD);
        RawPictures raw = new RawPictures(agent.model(), ready(agent, pool))) {
      for (int round = 0; round < WARM_UP + rounds; round++) {
        long cpu = ProcessUsage.of(agent.process().pid()).cpuMicros();
        double ours = agentRate(camera, agent.topic(), pool);
        cpu = ProcessUsage.of(agent.process().pid()).cpuMicros() - cpu;
        double ideal = onCore.submit(() -> idealRate(raw, pool)).get();
        if (round >= WARM_UP) {
          agentRates.add(ours);
          idealRates.add(ideal);
          cpuMillis.add(cpu / 1e3 / pictures);
        }
      }
      camera.requireInspected();
    } finally {
      agent.process().stop();
    }
    double share = Median.ofRatios(agentRates, idealRates);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("JPEG", size);
    row.put("kB", pool.kilobytes());
    row.put("agent pictures/s", Median.of(agentRates));
    row.put("ideal pictures/s", Median.of(idealRates));
    row.put("agent / ideal", share);
    row.put("agent CPU ms", Median.of(cpuMillis));
    row.put("ideal ms", 1e3 / Median.of(idealRates));
    report.row(row);
    report.target(Target.atLeast("agent / ideal, " + size, GOAL, share));
  }

  private static List<PicturePreparation.Input> ready(StationAgent agent, RenderedPool pool)
      throws Exception {
    Picture picture = new PictureDecoder(PictureLimits.STANDARD).decode(pool.next());
    return new PicturePreparation(agent.model().spec()).prepare(picture);
  }

  private double agentRate(CameraLoad camera, String topic, RenderedPool pool) throws Exception {
    long began = System.nanoTime();
    for (int i = 0; i < pictures; i++) {
      camera.show(topic, pool.next());
    }
    camera.awaitVerdicts();
    return pictures * 1e9 / (System.nanoTime() - began);
  }

  private double idealRate(RawPictures raw, RenderedPool pool) throws Exception {
    long began = System.nanoTime();
    double kept = 0;
    for (int i = 0; i < pictures; i++) {
      kept += ImageIO.read(new ByteArrayInputStream(pool.next())).getHeight();
      kept += raw.score();
    }
    if (Double.isNaN(kept)) {
      throw new IllegalStateException("a score is no number");
    }
    return pictures * 1e9 / (System.nanoTime() - began);
  }
}
