package io.linewatch.model.visual;

import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Makes a pose exact at one resolution: shift and turn by inverse compositional Gauss-Newton steps
 * (Baker and Matthews, Int. J. Computer Vision 56 (2004) 221–255), together with a gain and an
 * offset of brightness. Cells that do not fit, such as those of a defect, weigh less (Cauchy's
 * weights). Poses are right and down in cells, and degrees. Pure. Safe from any thread.
 */
final class PoseRefinement {
  private static final int STEPS = 8;

  /** In cells; a smaller step changes nothing that anybody sees. */
  private static final double SMALL = 0.003;

  /**
   * Residuals of so many spreads of the golden picture's brightness, times the gain, weigh half.
   * Not spreads of the residuals: edges that do not lie on each other yet would be the first to
   * weigh nothing.
   */
  private static final double DOUBTFUL = 0.5;

  /** Shift right and down, turn, gain, offset. */
  private static final int UNKNOWN = 5;

  /** A grey level squared: what is flatter than that is noise. */
  private static final double FLAT = 1;

  private final GreyPicture golden;
  private final double spread;
  private final double middleX;
  private final double middleY;

  /** [{@value #UNKNOWN}] of each inner cell: how it changes with each unknown. */
  private final float[][] slopes;

  PoseRefinement(GreyPicture golden) {
    this.golden = golden;
    this.middleX = (golden.width() - 1) / 2.0;
    this.middleY = (golden.height() - 1) / 2.0;
    double mean = 0;
    for (float value : golden.values()) {
      mean += value / golden.values().length;
    }
    double squares = 0;
    for (float value : golden.values()) {
      squares += (value - mean) * (value - mean) / golden.values().length;
    }
    this.spread = Math.max(1, Math.sqrt(squares));
    this.slopes = new float[golden.values().length][];
    for (int y = 1; y < golden.height() - 1; y++) {
      for (int x = 1; x < golden.width() - 1; x++) {
        float right = (golden.at(x + 1, y) - golden.at(x - 1, y)) / 2;
        float down = (golden.at(x, y + 1) - golden.at(x, y - 1)) / 2;
        float turn = (float) Math.toRadians(down * (x - middleX) - right * (y - middleY));
        slopes[y * golden.width() + x] =
            new float[] {right, down, turn, (float) (golden.at(x, y) - mean), 1};
      }
    }
  }

  /** Improves a pose in place. */
  void refine(double[] pose, GreyPicture present) {
    double[] last = null;
    for (int step = 0; step < STEPS; step++) {
      double[] found = step(pose, present, last);
      if (found == null) {
        return;
      }
      last = found;
      double gain = found[3];
      double right = found[0] / gain;
      double down = found[1] / gain;
      double turn = found[2] / gain;
      pose[2] -= turn;
      double cos = StrictMath.cos(StrictMath.toRadians(pose[2]));
      double sin = StrictMath.sin(StrictMath.toRadians(pose[2]));
      pose[0] -= cos * right - sin * down;
      pose[1] -= sin * right + cos * down;
      double atTheEdge = Math.toRadians(Math.abs(turn)) * Math.max(middleX, middleY);
      if (Math.max(Math.hypot(right, down), atTheEdge) < SMALL) {
        return;
      }
    }
  }

  /**
   * One least-squares step.
   *
   * @param last what the step before found, to tell which cells fit
   * @return the unknown; null where the pictures do not tell a pose
   */
  private double @Nullable [] step(double[] pose, GreyPicture present, double @Nullable [] last) {
    double[][] products = new double[UNKNOWN][UNKNOWN];
    double[] right = new double[UNKNOWN];
    visit(pose, present, (at, value) -> add(slopes[at], value, last, products, right));
    for (int i = 0; i < UNKNOWN; i++) {
      for (int j = 0; j < i; j++) {
        products[i][j] = products[j][i];
      }
    }
    RealMatrix matrix = MatrixUtils.createRealMatrix(products);
    DecompositionSolver solver = new LUDecomposition(matrix).getSolver();
    if (!solver.isNonSingular()) {
      return null;
    }
    double[] unknown = solver.solve(MatrixUtils.createRealVector(right)).toArray();
    // A gain that is not positive: light where the golden picture is dark.
    return unknown[3] > 0 ? unknown : null;
  }

  private void add(
      float[] slope, double value, double @Nullable [] last, double[][] products, double[] right) {
    double weight = 1;
    if (last != null) {
      double off = value - last[3] * slope[3] - last[4];
      double share = off / (DOUBTFUL * spread * last[3]);
      weight = 1 / (1 + share * share);
    }
    for (int i = 0; i < UNKNOWN; i++) {
      double weighted = weight * slope[i];
      right[i] += weighted * value;
      for (int j = i; j < UNKNOWN; j++) {
        products[i][j] += weighted * slope[j];
      }
    }
  }

  /** A cell of the golden picture with the picture's brightness there. */
  @FunctionalInterface
  private interface Cell {
    void at(int index, double value);
  }

  private void visit(double[] pose, GreyPicture present, Cell cell) {
    double cos = StrictMath.cos(StrictMath.toRadians(pose[2]));
    double sin = StrictMath.sin(StrictMath.toRadians(pose[2]));
    int width = golden.width();
    for (int y = 1; y < golden.height() - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        double fromX = middleX + pose[0] + cos * (x - middleX) - sin * (y - middleY);
        double fromY = middleY + pose[1] + sin * (x - middleX) + cos * (y - middleY);
        if (fromX >= 0 && fromY >= 0 && fromX <= width - 1 && fromY <= golden.height() - 1) {
          cell.at(y * width + x, present.between(fromX, fromY));
        }
      }
    }
  }

  /** Correlation of the golden picture and one in a pose, −1 to 1; 0 when either is flat. */
  double likeness(double[] pose, GreyPicture present) {
    double[] sums = new double[6];
    float[] values = golden.values();
    visit(
        pose,
        present,
        (at, value) -> {
          sums[0]++;
          sums[1] += values[at];
          sums[2] += value;
          sums[3] += values[at] * values[at];
          sums[4] += value * value;
          sums[5] += values[at] * value;
        });
    return correlation((int) sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
  }

  static double correlation(
      int n, double sumA, double sumB, double squareA, double squareB, double both) {
    if (n == 0) {
      return 0;
    }
    double varianceA = squareA - sumA * sumA / n;
    double varianceB = squareB - sumB * sumB / n;
    if (varianceA < FLAT * n || varianceB < FLAT * n) {
      return 0;
    }
    return (both - sumA * sumB / n) / Math.sqrt(varianceA * varianceB);
  }
}
