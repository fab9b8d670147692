package io.linewatch.model.limit;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The limit that keeps a false-alarm budget, from scores of normal running.
 *
 * @param limit the most likely one
 * @param low nine times out of ten the true limit lies between this and {@code high}
 * @param high where someone who wants to be sure of the budget puts it
 * @param excursions how many independent peaks the estimate rests on
 * @param threshold the peaks exceed it
 * @param shape of the fitted generalised Pareto tail
 */
public record TailLimit(
    double limit, double low, double high, int excursions, double threshold, double shape) {
  /** Fewer peaks than this carry no tail. */
  public static final int LEAST_EXCURSIONS = 20;

  /** A budget is not stretched further than this beyond the time that was observed. */
  public static final int GREATEST_STRETCH = 50;

  private static final double[] THRESHOLD_SHARES = {
    0.999, 0.998, 0.995, 0.99, 0.98, 0.97, 0.95, 0.93, 0.9
  };
  private static final int COMFORTABLE_EXCURSIONS = 80;
  private static final int RESAMPLES = 200;
  private static final long SEED = 1_975_119;

  /**
   * Estimates it. The threshold is the highest of a few quantiles that leaves enough peaks; the
   * interval comes from tails drawn from the fitted one (parametric bootstrap, fixed seed).
   *
   * @param scores of rows the model has not learned from, in order of time
   * @param rowStep distance of the rows
   * @param apart rows below the threshold that end an excursion, such as the window of the model
   * @throws SampleTooSmall when there are too few peaks, or the budget reaches too far beyond the
   *     time observed
   */
  public static TailLimit of(double[] scores, Duration rowStep, FalseAlarmBudget budget, int apart)
      throws SampleTooSmall {
    double wanted = budget.perRow(rowStep);
    requireReach(scores.length, wanted);
    Peaks peaks = peaks(scores, apart);
    if (peaks.count() < LEAST_EXCURSIONS) {
      long needed =
          Math.max(
              scores.length + 1L,
              (long)
                  Math.ceil(
                      (double) scores.length * LEAST_EXCURSIONS / Math.max(1, peaks.count())));
      throw new SampleTooSmall(
          "only "
              + peaks.count()
              + " separate peaks stand out of "
              + scores.length
              + " rows of normal running, "
              + LEAST_EXCURSIONS
              + " are needed: record about "
              + needed
              + " rows",
          needed);
    }
    ParetoTail tail = ParetoTail.fit(peaks.excesses());
    double limit = limit(tail, peaks.rate(), peaks.threshold(), wanted);
    double[] drawn = resampled(tail, peaks, wanted);
    return new TailLimit(
        limit,
        Math.min(limit, drawn[RESAMPLES / 20]),
        Math.max(limit, drawn[RESAMPLES - 1 - RESAMPLES / 20]),
        peaks.count(),
        peaks.threshold(),
        tail.shape());
  }

  private static void requireReach(int rows, double wantedPerRow) throws SampleTooSmall {
    double needed = 1 / (wantedPerRow * GREATEST_STRETCH);
    if (rows < needed) {
      throw new SampleTooSmall(
          rows
              + " rows of normal running cannot say what happens once in "
              + (long) Math.ceil(1 / wantedPerRow)
              + " rows: record at least "
              + (long) Math.ceil(needed)
              + " rows, or allow false alarms more often",
          (long) Math.ceil(needed));
    }
  }

  private static Peaks peaks(double[] scores, int apart) {
    Peaks best = Peaks.over(Peaks.quantile(scores, THRESHOLD_SHARES[0]), scores, apart);
    for (double share : THRESHOLD_SHARES) {
      Peaks candidate = Peaks.over(Peaks.quantile(scores, share), scores, apart);
      if (candidate.count() > best.count()) {
        best = candidate;
      }
      if (best.count() >= COMFORTABLE_EXCURSIONS) {
        break;
      }
    }
    return best;
  }

  private static double limit(ParetoTail tail, double rate, double threshold, double wanted) {
    // A budget that allows more alarms than there are peaks is kept by the threshold itself.
    return wanted >= rate ? threshold : threshold + tail.exceededBy(wanted / rate);
  }

  /** Limits of tails drawn from the fitted one, rising. */
  private static double[] resampled(ParetoTail tail, Peaks peaks, double wanted) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] limits = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double[] excesses = new double[peaks.count()];
      for (int j = 0; j < excesses.length; j++) {
        excesses[j] = Math.max(Double.MIN_NORMAL, tail.exceededBy(1 - random.nextDouble()));
      }
      limits[i] = limit(ParetoTail.fit(excesses), peaks.rate(), peaks.threshold(), wanted);
    }
    Arrays.sort(limits);
    return limits;
  }
}
