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
 * @param method how it was learned
 * @param components retained, or rows remembered
 * @param explainedVariance share of normal running that the model accounts for
 * @param limits in use, and the classical ones they were compared with
 * @param expectedFalseAlarmShare share of held-out normal rows above limits they had no part in
 * @param budget what the limits promise; null when no budget was given
 * @param candidates the methods compared, the chosen one first; empty when it was given
 * @param robustness how far scores of the recording move when its readings are disturbed
 * @param reference what the features learned from look like
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
    String method,
    int components,
    double explainedVariance,
    Limits limits,
    double expectedFalseAlarmShare,
    @Nullable Budget budget,
    List<Candidate> candidates,
    List<Disturbance> robustness,
    Reference reference,
    long seed) {
  public FitReport {
    data = List.copyOf(data);
    channels = List.copyOf(channels);
    dropped = List.copyOf(dropped);
    notes = List.copyOf(notes);
    candidates = List.copyOf(candidates);
    robustness = List.copyOf(robustness);
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

  /**
   * Scores of the end of the recording under one disturbance of its readings.
   *
   * @param name for programs: none, noise, drift, missing, frozen, adversarial
   * @param what was done, for people
   * @param rows that had a score
   * @param rowsWithoutScore that lost theirs, because values were missing
   * @param medianScore percent of the limit
   * @param highScore percent of the limit that one row in a hundred exceeds
   * @param aboveLimitShare of the rows with a score
   */
  public record Disturbance(
      String name,
      String what,
      int rows,
      int rowsWithoutScore,
      double medianScore,
      double highScore,
      double aboveLimitShare) {}

  /**
   * A method that was compared.
   *
   * @param foundShare of seeded faulty rows of held-out running that were above a limit which sound
   *     ones seldom exceed
   */
  public record Candidate(String method, double foundShare) {}
}
