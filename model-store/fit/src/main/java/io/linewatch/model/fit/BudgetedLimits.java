package io.linewatch.model.fit;

import io.linewatch.model.limit.FalseAlarmBudget;
import io.linewatch.model.limit.SampleTooSmall;
import io.linewatch.model.limit.TailLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits in use, and what they rest on.
 *
 * @param tail of the held-out score in units of the standard limits; null when no budget was given
 */
record BudgetedLimits(ControlLimits limits, @Nullable TailLimit tail) {

  /**
   * Keeps the ratio of the two standard limits and moves both so that the score, the greater of the
   * two statistics in parts of its limit, crosses 100 % as rarely as the budget says.
   *
   * @param rowStep distance of the scores
   * @param apart rows below the threshold that end an excursion
   * @throws FitRefused when the recording is too short for the budget, with the number needed
   */
  static BudgetedLimits of(
      ControlLimits standard,
      HeldOut heldOut,
      @Nullable FalseAlarmBudget budget,
      Duration rowStep,
      int apart)
      throws FitRefused {
    if (budget == null) {
      return new BudgetedLimits(standard, null);
    }
    double[] scores = new double[heldOut.t2().length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Math.max(heldOut.t2()[i] / standard.t2(), heldOut.spe()[i] / standard.spe());
    }
    try {
      TailLimit tail = TailLimit.of(scores, rowStep, budget, apart);
      return new BudgetedLimits(standard.scaled(tail.limit()), tail);
    } catch (SampleTooSmall tooSmall) {
      throw new FitRefused(
          "one false alarm in " + budget.every() + " cannot be promised: " + tooSmall.getMessage());
    }
  }
}
