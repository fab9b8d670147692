package io.linewatch.bench.visual;

import io.linewatch.bench.measure.ProcessUsage;
import io.linewatch.bench.measure.Trend;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.bench.system.CameraLoad;
import io.linewatch.bench.system.LoadBroker;
import io.linewatch.standalone.part.StampedPart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The packaged agent's memory and threads over many pictures, as fast as it takes them: a line
 * through the second half may rise by no more than what collections make of it. Some parts have a
 * defect, so that evidence is drawn and stored, too.
 */
record VisionSoak(BenchSystem bench, LoadBroker broker, List<Integer> sides, long seed) {
  private static final int SAMPLES = 100;
  private static final int POOL = 200;
  private static final int DEFECTIVE = 8;
  private static final int AHEAD = 16;
  private static final double MEMORY = 16;
  private static final double THREADS = 4;

  void run(int pictures, BenchReport report) throws Exception {
    StampedPart part = new StampedPart(256, 256);
    RenderedPool pool = new RenderedPool(part, POOL, DEFECTIVE, seed);
    StationAgent agent =
        bench
            .steps()
            .run(
                "Agent with its model",
                () ->
                    StationAgent.start(
                        bench, broker, new StationAgent.Setting("soak", part, sides, List.of())));
    Trend memory = new Trend("agent memory", "MiB", MEMORY);
    Trend threads = new Trend("agent threads", "threads", THREADS);
    long notGood;
    long began = System.nanoTime();
    try (CameraLoad camera = new CameraLoad(broker.port(), AHEAD)) {
      for (int shown = 0; shown < pictures; shown++) {
        camera.show(agent.topic(), pool.next());
        if (shown % Math.max(1, pictures / SAMPLES) == 0) {
          ProcessUsage usage = ProcessUsage.of(agent.process().pid());
          memory.add(shown, usage.rssMebibytes());
          threads.add(shown, usage.threads());
        }
      }
      camera.awaitVerdicts();
      camera.requireInspected();
      notGood = camera.notGood();
    } finally {
      agent.process().stop();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    for (Trend trend : List.of(memory, threads)) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("series", trend.name() + " (" + trend.unit() + ")");
      row.put("pictures", pictures);
      row.put("pictures/s", pictures / seconds);
      row.put("NG or review", notGood);
      row.put("first", trend.first());
      row.put("last", trend.last());
      row.put("greatest", trend.greatest());
      row.put("rise", trend.rise());
      report.row(row);
      report.target(
          Target.atMost(
              trend.name() + ", rise over the second half, " + trend.unit(),
              trend.allowedRise(),
              trend.rise()));
    }
  }
}
