package io.linewatch.bench.quality;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.domain.decision.AlarmDecision;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DecisionInput;
import io.linewatch.domain.decision.DecisionState;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.tabular.Ranking;
import io.linewatch.model.tabular.Records;
import io.linewatch.model.tabular.RecordsReader;
import io.linewatch.model.tabular.TabularFitter;
import io.linewatch.model.tabular.TabularOptions;
import io.linewatch.standalone.replay.Confusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Failures of records: of five equal parts of the rows (the remainder of the row's number by five)
 * each is judged by a model learned from the others, through inference and decisions of the agent.
 * One configuration, the standard of {@code linewatch-models fit tabular}.
 */
final class TabularEvaluator implements Evaluator {
  private static final int PARTS = 5;
  private static final int BATCH = 64;

  /** Probabilities and verdicts beside what was. */
  record Judged(double[] scores, boolean[] verdicts, boolean[] failed) {
    double averagePrecision() {
      return Ranking.averagePrecision(scores, failed);
    }

    static Judged all(List<Judged> parts) {
      int size = parts.stream().mapToInt(part -> part.scores.length).sum();
      Judged all = new Judged(new double[size], new boolean[size], new boolean[size]);
      int at = 0;
      for (Judged part : parts) {
        System.arraycopy(part.scores, 0, all.scores, at, part.scores.length);
        System.arraycopy(part.verdicts, 0, all.verdicts, at, part.scores.length);
        System.arraycopy(part.failed, 0, all.failed, at, part.scores.length);
        at += part.scores.length;
      }
      return all;
    }
  }

  private final @Nullable String label;
  private final List<String> leaveOut;

  /**
   * @param label the column that says whether it failed; null to find it
   * @param leaveOut columns that are not used
   */
  TabularEvaluator(@Nullable String label, List<String> leaveOut) {
    this.label = label;
    this.leaveOut = List.copyOf(leaveOut);
  }

  @Override
  public String kind() {
    return "tabular";
  }

  @Override
  public String form() {
    return "one *.csv with a header: a column 'failure' of 0 and 1 (or --label), and what was"
        + " measured (--leave-out names columns not to use)";
  }

  @Override
  public void judge(String name, Path folder, Path work, BenchReport report) throws Exception {
    Path file = table(folder);
    List<Judged> parts = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      parts.add(part(file, part, work));
    }
    Judged all = Judged.all(parts);
    report.row(row(name, "Linewatch, all five parts", all));
    report.row(row(name, "every record alike", alike(all)));
  }

  /** Judges the rows whose number leaves {@code part} when divided by five. */
  Judged part(Path file, int part, Path work) throws Exception {
    TabularOptions options =
        new TabularOptions(
            "tabular",
            List.of(file),
            label,
            leaveOut,
            row -> row % PARTS != part,
            TabularOptions.DEFAULT_EVERY,
            TabularOptions.DEFAULT_TREES,
            "");
    LoadedModel.prepareRuntime(work);
    TabularFitter.Fit fit = new TabularFitter(_ -> {}).fit(options);
    OciLayout store = OciLayout.open(work.resolve("store"));
    LoadedModel model = LoadedModel.open(store.load(store.pack(fit.contents())), work);
    try {
      Records judged =
          RecordsReader.readLike(file, fit.records(), label, row -> row % PARTS == part);
      return judged(model, judged);
    } finally {
      model.release();
    }
  }

  private static Judged judged(LoadedModel model, Records records) {
    AlarmPolicy policy = RowPolicy.of(model.spec());
    double[] scores = new double[records.size()];
    boolean[] verdicts = new boolean[records.size()];
    for (int from = 0; from < scores.length; from += BATCH) {
      int to = Math.min(scores.length, from + BATCH);
      float[] batch = model.score(Arrays.asList(records.rows()).subList(from, to)).score();
      for (int i = from; i < to; i++) {
        scores[i] = batch[i - from];
        DecisionInput input = new DecisionInput(Instant.EPOCH, scores[i], Quality.GOOD, null);
        verdicts[i] =
            AlarmDecision.decide(DecisionState.INITIAL, input, policy).state().activeSeverity()
                != null;
      }
    }
    return new Judged(scores, verdicts, records.failed());
  }

  /** The floor: nothing is told apart, so average precision is the share of failures. */
  static Judged alike(Judged of) {
    return new Judged(new double[of.scores().length], new boolean[of.scores().length], of.failed());
  }

  static Map<String, Object> row(String set, String who, Judged judged) {
    Confusion all = Confusion.NONE;
    for (int i = 0; i < judged.scores().length; i++) {
      all = all.plus(judged.verdicts()[i], judged.failed()[i]);
    }
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("set", set);
    cells.put("who", who);
    cells.put("PR-AUC", judged.averagePrecision());
    cells.put("F1", all.f1());
    cells.put("FAR %", all.falseAlarmPercent());
    cells.put("MAR %", all.missedAlarmPercent());
    cells.put("rows", all.rows());
    cells.put("source", "this run");
    return cells;
  }

  static Path table(Path folder) throws IOException, UnreadableCsv {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> tables =
          files.filter(file -> file.getFileName().toString().endsWith(".csv")).sorted().toList();
      if (tables.size() != 1) {
        throw new UnreadableCsv(folder + " must hold one *.csv, it holds " + tables.size());
      }
      return tables.getFirst();
    }
  }
}
