package io.linewatch.bench.bearing;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DecisionState;
import io.linewatch.domain.decision.DecisionWalk;
import io.linewatch.domain.signal.Quality;
import io.linewatch.model.vibration.BlockFeatures;
import io.linewatch.model.vibration.MeasuredMachine;
import io.linewatch.model.vibration.TimeFeatures;
import io.linewatch.model.vibration.VibrationPolicies;
import io.linewatch.model.vibration.VibrationTrend;
import java.time.Instant;
import java.util.Arrays;

/**
 * By snapshot, whether a condition stood.
 *
 * @param decided by the agent's trend of each axis under the default policies: the lines, the rise
 *     or the shocks
 * @param withoutShocks the same by lines and rise alone
 * @param undelayed whether the level of this snapshot alone, of either axis, was over the limit: no
 *     detector of levels can be earlier, and this one cries wolf
 */
record SnapshotAlarms(boolean[] decided, boolean[] withoutShocks, boolean[] undelayed) {
  private static final double FLOOR_Z = 6;
  private static final int FLOOR_MEDIAN = 5;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /**
   * @param secondsApart from one snapshot to the next
   */
  static SnapshotAlarms of(
      double[][][] axes, double rateHz, double secondsApart, MeasuredMachine machine) {
    boolean[] alarmed = new boolean[axes[0].length];
    boolean[] withoutShocks = new boolean[axes[0].length];
    boolean[] undelayed = new boolean[axes[0].length];
    for (double[][] snapshots : axes) {
      VibrationTrend trend = new VibrationTrend(machine, snapshots.length / 10);
      DecisionWalk rise = walk(VibrationPolicies.rise(VibrationTrend.RISE_LIMIT_DB));
      DecisionWalk lines = walk(VibrationPolicies.bearingLines(VibrationTrend.LINE_LIMIT_DB));
      DecisionWalk shocks = walk(VibrationPolicies.shocks(VibrationTrend.SHOCK_LIMIT_PERCENT));
      for (int s = 0; s < snapshots.length; s++) {
        Instant time = START.plusMillis(Math.round(1_000 * secondsApart * s));
        VibrationTrend.Assessment now =
            trend.accept(BlockFeatures.of(snapshots[s], rateHz, machine));
        // All walk every input.
        boolean risen = decide(rise, time, now.riseDb());
        boolean lined = decide(lines, time, now.lineDb());
        boolean shaken = decide(shocks, time, now.shockPercent());
        alarmed[s] |= risen || lined || shaken;
        withoutShocks[s] |= risen || lined;
        undelayed[s] |= now.blockRiseDb() > VibrationTrend.RISE_LIMIT_DB;
      }
    }
    return new SnapshotAlarms(alarmed, withoutShocks, undelayed);
  }

  private static DecisionWalk walk(AlarmPolicy policy) {
    return new DecisionWalk(DecisionState.INITIAL, policy);
  }

  private static boolean decide(DecisionWalk walk, Instant time, double value) {
    if (!Double.isNaN(value)) {
      var _ = walk.decide(time, value, Quality.GOOD, null);
    }
    return walk.state().activeSeverity() != null;
  }

  /** Log RMS more than six standard deviations above the first tenth's, median of five. */
  static boolean[] floor(double[][][] axes) {
    int life = axes[0].length;
    boolean[] alarmed = new boolean[life];
    for (double[][] snapshots : axes) {
      double[] level = new double[life];
      for (int s = 0; s < life; s++) {
        level[s] = Math.log(TimeFeatures.of(snapshots[s]).rms());
      }
      double[] healthy = Arrays.copyOf(level, life / 10);
      double mean = Arrays.stream(healthy).average().orElseThrow();
      double deviation =
          Math.sqrt(
              Arrays.stream(healthy).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
      for (int s = 0; s < life; s++) {
        double[] last = Arrays.copyOfRange(level, Math.max(0, s - FLOOR_MEDIAN + 1), s + 1);
        Arrays.sort(last);
        alarmed[s] |= (last[last.length / 2] - mean) / deviation > FLOOR_Z;
      }
    }
    return alarmed;
  }
}
