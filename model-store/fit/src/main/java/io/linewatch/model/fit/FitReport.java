package io.linewatch.model.fit;

import io.linewatch.model.limit.FalseAlarmBudget;
import io.linewatch.model.limit.TailLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model was fitted; {@code report.json} in the package. It has no time and no path in it, so
 * that the same recording gives the same package.
 *
 * @param data digest and name of every recording
 * @param rows read from them
 * @param from first row's time, ISO-8601
 * @param to last row's time, ISO-8601
 * @param gridStepMicros distance of the rows the model works on, microseconds
 * @param gridRows rows on that grid
 * @param featureRows rows of features learned from
 * @param dropped channels left out, each with the reason
 * @param notes repairs and warnings
 * @param components retained
 * @param explainedVariance share the components explain
 * @param limits in use, and the classical ones they were compared with
 * @param expectedFalseAlarmShare share of held-out normal rows above limits they had no part in
 * @param budget what the limits promise; null when no budget was given
 * @param seed of the drawn golden samples
 */
public record FitReport(
    String name,
    List<Data> data,
    int rows,
    String from,
    String to,
    long gridStepMicros,
    long gridRows,
    int featureRows,
    List<String> channels,
    List<String> dropped,
    List<String> notes,
    int components,
    double explainedVariance,
    Limits limits,
    double expectedFalseAlarmShare,
    @Nullable Budget budget,
    long seed) {
  public FitReport {
    data = List.copyOf(data);
    channels = List.copyOf(channels);
    dropped = List.copyOf(dropped);
    notes = List.copyOf(notes);
  }

  /** One recording. */
  public record Data(String file, String digest) {}

  /**
   * A kept false-alarm budget. Factors are in parts of the standard limits.
   *
   * @param oneFalseAlarmIn ISO-8601
   * @param factor the limits in use are the standard ones times this
   * @param factorLow nine times out of ten the true factor lies between this and {@code factorHigh}
   * @param excursions independent peaks of held-out normal running that it rests on
   * @param tailShape of the generalised Pareto tail
   */
  public record Budget(
      String oneFalseAlarmIn,
      double factor,
      double factorLow,
      double factorHigh,
      int excursions,
      double tailShape) {
    static @Nullable Budget of(@Nullable FalseAlarmBudget budget, @Nullable TailLimit tail) {
      return budget == null || tail == null
          ? null
          : new Budget(
              budget.every().toString(),
              tail.limit(),
              tail.low(),
              tail.high(),
              tail.excursions(),
              tail.shape());
    }
  }

  /** Limits of the two statistics. */
  public record Limits(double t2, double spe, double classicalT2, double classicalSpe) {}
}
