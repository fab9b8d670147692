package io.linewatch.bench.quality;

import io.linewatch.domain.decision.AlarmDecision;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DecisionInput;
import io.linewatch.domain.decision.DecisionState;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.Criticality;
import io.linewatch.domain.sheet.AssetRow;
import io.linewatch.domain.sheet.ChannelRow;
import io.linewatch.domain.sheet.LimitRow;
import io.linewatch.domain.sheet.NoveltyRows;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.Policies;
import io.linewatch.domain.signal.Quality;
import io.linewatch.model.csv.CsvRecording.CsvRow;
import io.linewatch.model.stream.SteppedNovelty;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One series as the channel of a plant sheet that asks for novelty: the gateway's detector with its
 * steps, its budget and nothing known beforehand, and decisions under the policy that the sheet
 * makes of the cell.
 */
final class GatewayNovelty {
  private static final String CHANNEL = "value";

  private final Duration budget;
  private final AlarmPolicy policy;

  /**
   * @param budget what the sheet's cell says
   */
  GatewayNovelty(Duration budget) {
    this.budget = budget;
    this.policy = policy(budget);
  }

  private static AlarmPolicy policy(Duration budget) {
    AssetPath path = AssetPath.of("bench/hall/line/series");
    AssetRow asset = new AssetRow(path, null, null, Criticality.MEDIUM, "gw");
    ChannelRow channel =
        new ChannelRow(path, null, CHANNEL, "value", "1", null, null, Channel.Keep.FULL, budget);
    List<LimitRow> rows =
        NoveltyRows.with(List.of(channel), asset, PlantSheet.empty("bench"))
            .getOrDefault(LimitRow.NOVELTY_PREFIX + CHANNEL, List.of());
    return Policies.policy(rows, null, 1);
  }

  /** By row 1 where a finding is raised as the row comes, else 0. */
  double[] raised(LabelledRecording recording) {
    SteppedNovelty novelty = new SteppedNovelty(budget);
    DecisionState state = DecisionState.INITIAL;
    double[] raised = new double[recording.rows().size()];
    for (int i = 0; i < raised.length; i++) {
      CsvRow row = recording.rows().get(i);
      double value = row.values()[0];
      SteppedNovelty.Verdict verdict =
          Double.isFinite(value) ? novelty.accept(row.timeMicros(), value, row.timeMicros()) : null;
      if (verdict == null) {
        continue;
      }
      Instant time = Instant.EPOCH.plus(verdict.timeMicros(), ChronoUnit.MICROS);
      Decision decision =
          AlarmDecision.decide(
              state, new DecisionInput(time, verdict.percent(), Quality.GOOD, null), policy);
      raised[i] =
          state.activeSeverity() == null && decision.state().activeSeverity() != null ? 1 : 0;
      state = decision.state();
    }
    return raised;
  }

  /** As the sheet says it. */
  @Override
  public String toString() {
    return budget.toDays() + "d";
  }
}
