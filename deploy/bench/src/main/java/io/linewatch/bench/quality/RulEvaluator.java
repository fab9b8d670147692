package io.linewatch.bench.quality;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.domain.decision.AlarmDecision;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DecisionInput;
import io.linewatch.domain.decision.DecisionState;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.life.LifeFitter;
import io.linewatch.model.life.LifeOptions;
import io.linewatch.model.life.LifeTable;
import io.linewatch.model.life.Runs;
import io.linewatch.model.life.RunsReader;
import io.linewatch.model.onnx.GraphRunner;
import io.linewatch.model.onnx.LifeGraph;
import io.linewatch.standalone.replay.Confusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Remaining lives: learned from runs to failure, judged at the last row of runs that were cut off,
 * through the windows, inference and decisions of the agent. One configuration, the standard of
 * {@code linewatch-models fit rul}.
 */
final class RulEvaluator implements Evaluator {

  /** Lives by machine of the test, beside the truth. */
  private record Judged(double[] life, double[] low, double[] high, boolean[] alarm) {}

  @Override
  public String kind() {
    return "rul";
  }

  @Override
  public String form() {
    return "train*: runs to failure; test*: runs cut off (machine, cycle, channels in columns);"
        + " RUL*: the true remaining cycles of every machine of test, one a line";
  }

  @Override
  public void judge(String name, Path folder, Path work, BenchReport report) throws Exception {
    evaluate(name, folder, work, report);
  }

  /** As {@link #judge}; gives the errors to whoever has goals. */
  LifeErrors evaluate(String name, Path folder, Path work, BenchReport report) throws Exception {
    LifeOptions options = LifeOptions.of("rul", files(folder, "train"));
    Runs all = RunsReader.read(files(folder, "test"), List.of(), null, null);
    double[] truth = truth(files(folder, "RUL"), all.runs().size());
    LoadedModel.prepareRuntime(work);
    LifeFitter.Fit fit = new LifeFitter(_ -> {}).fit(options);
    OciLayout store = OciLayout.open(work.resolve("store"));
    LoadedModel model = LoadedModel.open(store.load(store.pack(fit.contents())), work);
    try {
      Runs test = RunsReader.read(files(folder, "test"), fit.report().channels(), null, null);
      float[][] last = lastRows(test, model.spec());
      Judged judged = judged(model, fit.contents().onnx(), last, options.warnBelowCycles());
      double cap = options.capCycles();
      LifeErrors errors = LifeErrors.of(judged.life(), judged.low(), judged.high(), truth, cap);
      report.row(errors.row(name, "Linewatch"));
      double[] always = new double[truth.length];
      Arrays.fill(always, meanLife(fit, options));
      report.row(LifeErrors.of(always, null, null, truth, cap).row(name, "always the mean life"));
      report.row(alarms(name, judged, truth, options.warnBelowCycles()));
      return errors;
    } finally {
      model.release();
    }
  }

  private static Judged judged(LoadedModel model, byte[] onnx, float[][] rows, double warnBelow)
      throws Exception {
    float[] scores = model.score(List.of(rows)).score();
    double[] life = new double[rows.length];
    boolean[] alarm = new boolean[rows.length];
    AlarmPolicy policy = RowPolicy.of(model.spec());
    for (int i = 0; i < rows.length; i++) {
      life[i] = 100 * warnBelow / scores[i];
      DecisionInput input = new DecisionInput(Instant.EPOCH, scores[i], Quality.GOOD, null);
      alarm[i] =
          AlarmDecision.decide(DecisionState.INITIAL, input, policy).state().activeSeverity()
              != null;
    }
    try (GraphRunner graph = new GraphRunner(onnx)) {
      Map<String, float[]> outputs = graph.run(rows);
      return new Judged(
          life,
          doubles(outputs.getOrDefault(LifeGraph.LOW, new float[0])),
          doubles(outputs.getOrDefault(LifeGraph.HIGH, new float[0])),
          alarm);
    }
  }

  private static Map<String, Object> alarms(
      String name, Judged judged, double[] truth, double warnBelow) {
    Confusion all = Confusion.NONE;
    for (int i = 0; i < truth.length; i++) {
      all = all.plus(judged.alarm()[i], truth[i] < warnBelow);
    }
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("set", name);
    cells.put("who", "Linewatch, alarm below " + Math.round(warnBelow) + " cycles");
    cells.put("F1", all.f1());
    cells.put("FAR %", all.falseAlarmPercent());
    cells.put("MAR %", all.missedAlarmPercent());
    cells.put("rows", all.rows());
    cells.put("source", "this run");
    return cells;
  }

  private static float[][] lastRows(Runs test, ModelSpec spec) throws UnreadableCsv {
    float[][] last = new float[test.runs().size()][];
    for (int i = 0; i < last.length; i++) {
      LifeTable table = LifeTable.of(List.of(test.runs().get(i)), spec);
      // A machine that cannot be judged must not vanish from the figures.
      if (table.rows().length == 0 || table.life()[table.rows().length - 1] != 0) {
        throw new UnreadableCsv(
            "machine "
                + test.runs().get(i).unit()
                + " of the test cannot be judged at its last row: it needs "
                + spec.rowsBeforeFirstScore()
                + " cycles without a gap before it");
      }
      last[i] = table.rows()[table.rows().length - 1];
    }
    return last;
  }

  /** The one guess that knows only how long machines live, over the windows learned from. */
  private static double meanLife(LifeFitter.Fit fit, LifeOptions options) throws Exception {
    Runs runs = RunsReader.read(options.files(), fit.report().channels(), null, null);
    return Arrays.stream(LifeTable.of(runs.runs(), fit.contents().spec()).life())
        .map(life -> Math.min(life, options.capCycles()))
        .average()
        .orElse(0);
  }

  private static double[] truth(List<Path> files, int machines) throws IOException, UnreadableCsv {
    double[] truth =
        Files.readAllLines(files.getFirst()).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !Character.isLetter(line.charAt(0)))
            .mapToDouble(RulEvaluator::number)
            .toArray();
    if (truth.length != machines || Arrays.stream(truth).anyMatch(life -> !(life >= 0))) {
      throw new UnreadableCsv(
          files.getFirst().getFileName()
              + " must hold one number of cycles for each of the "
              + machines
              + " machines of the test, it has "
              + truth.length);
    }
    return truth;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException noNumber) {
      return Double.NaN;
    }
  }

  private static List<Path> files(Path folder, String beginning) throws IOException, FitRefused {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> found =
          all.filter(file -> file.getFileName().toString().startsWith(beginning)).sorted().toList();
      if (found.isEmpty()) {
        throw new FitRefused(folder + " has no file whose name begins with '" + beginning + "'");
      }
      return found;
    }
  }

  private static double[] doubles(float[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return out;
  }
}
