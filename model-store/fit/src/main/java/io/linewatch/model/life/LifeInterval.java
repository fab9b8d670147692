package io.linewatch.model.life;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How far the true life lies from what was foretold, nine times out of ten: two offsets that depend
 * on what was foretold, straight lines between knots.
 *
 * <p>Conformal, for data in two layers (Dunn, Wasserman and Ramdas, JASA 118 (2023) 2491–2502): the
 * residuals of machines that the model did not see, each machine weighing the same, their quantiles
 * at the level that one machine more needs. Taken of the residuals near each knot, because a life
 * is foretold the better the shorter it is.
 *
 * @param knots foretold life in cycles, rising
 * @param low added to the foretold life for the lower end; at most 0
 * @param high added for the upper end; at least 0
 */
public record LifeInterval(double[] knots, double[] low, double[] high) {
  /** What the interval promises. */
  public static final double COVERAGE = 0.9;

  private static final int KNOTS = 9;

  /** A knot's residuals are those of so many steps between knots around it. */
  private static final double REACH = 1.0;

  private record Residual(double value, double weight) {}

  /**
   * @param foretold by row, of machines the model did not see; 0 to the cap
   * @param truth by row, capped
   * @param run by row, the machine
   */
  static LifeInterval of(double[] foretold, double[] truth, int[] run, double cap) {
    double[] knots = new double[KNOTS];
    double[] low = new double[KNOTS];
    double[] high = new double[KNOTS];
    double step = cap / (KNOTS - 1);
    int machines = (int) Arrays.stream(run).distinct().count();
    double outside = (1 - COVERAGE) / 2;
    // One machine more than were seen: (1 − α)(1 + 1/n), at each side.
    double level = Math.min(1, (1 - outside) * (1 + 1.0 / machines));
    for (int k = 0; k < KNOTS; k++) {
      knots[k] = k * step;
      List<Residual> near = near(foretold, truth, run, knots[k], REACH * step);
      low[k] = Math.min(0, quantile(near, 1 - level));
      high[k] = Math.max(0, quantile(near, level));
    }
    return new LifeInterval(knots, low, high);
  }

  /** Residuals of what was foretold near a knot; of everything where nothing is near. */
  private static List<Residual> near(
      double[] foretold, double[] truth, int[] run, double knot, double reach) {
    int machines = Arrays.stream(run).max().orElse(0) + 1;
    int[] rowsOf = new int[machines];
    boolean[] chosen = new boolean[foretold.length];
    int found = 0;
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = Math.abs(foretold[i] - knot) <= reach;
      found += chosen[i] ? 1 : 0;
    }
    if (found == 0) {
      Arrays.fill(chosen, true);
    }
    for (int i = 0; i < chosen.length; i++) {
      rowsOf[run[i]] += chosen[i] ? 1 : 0;
    }
    List<Residual> near = new ArrayList<>();
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i]) {
        near.add(new Residual(truth[i] - foretold[i], 1.0 / rowsOf[run[i]]));
      }
    }
    return near;
  }

  /** The value below which a share {@code p} of the weight lies. */
  private static double quantile(List<Residual> residuals, double p) {
    List<Residual> sorted = new ArrayList<>(residuals);
    sorted.sort(Comparator.comparingDouble(Residual::value));
    double all = sorted.stream().mapToDouble(Residual::weight).sum();
    double sum = 0;
    for (Residual residual : sorted) {
      sum += residual.weight();
      if (sum >= p * all) {
        return residual.value();
      }
    }
    return sorted.getLast().value();
  }

  double lowAt(double foretold) {
    return Math.max(0, foretold + line(low, foretold));
  }

  double highAt(double foretold, double cap) {
    return Math.min(cap, foretold + line(high, foretold));
  }

  private double line(double[] offsets, double at) {
    double sum = offsets[0];
    for (int k = 0; k + 1 < knots.length; k++) {
      sum += bend(offsets, k) * Math.max(0, at - knots[k]);
    }
    return sum;
  }

  /** How much steeper the line is after knot {@code k} than before. */
  private double bend(double[] offsets, int k) {
    return slope(offsets, k) - (k == 0 ? 0 : slope(offsets, k - 1));
  }

  private double slope(double[] offsets, int k) {
    return (offsets[k + 1] - offsets[k]) / (knots[k + 1] - knots[k]);
  }

  /** By knot but the last, the bends of one of the two lines; what a graph is written from. */
  double[] bends(double[] offsets) {
    double[] bends = new double[knots.length - 1];
    for (int k = 0; k < bends.length; k++) {
      bends[k] = bend(offsets, k);
    }
    return bends;
  }
}
