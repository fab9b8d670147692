package io.linewatch.model.life;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Solves kernel ridge regression for all of the rows, and for all but the rows of one fold, at the
 * cost of little more than once: the products of a fold's rows are summed once and taken off.
 * Machines are dealt to the folds, so that no machine is in what is learned and in what is judged,
 * nor are its rows landmarks of the model that judges it.
 */
final class KernelFit {
  private static final double JITTER = 1e-8;

  private final double[][] rows;
  private final double[] target;
  private final int[] fold;
  private final int folds;
  private final int[] landmarkRows;
  private final double gamma;
  private final double mean;
  private final int[][] rowsOfFold;
  private final DMatrixRMaj[] kernels;
  private final DMatrixRMaj[] gram;
  private final DMatrixRMaj[] moment;
  private final DMatrixRMaj landmarkKernel;

  /**
   * @param rows standardised
   * @param fold by row, 0 to {@code folds} − 1
   * @param landmarkRows indices of the rows that are landmarks
   */
  KernelFit(
      double[][] rows, double[] target, int[] fold, int folds, int[] landmarkRows, double gamma) {
    this.rows = rows;
    this.target = target;
    this.fold = fold;
    this.folds = folds;
    this.landmarkRows = landmarkRows;
    this.gamma = gamma;
    this.mean = Arrays.stream(target).average().orElse(0);
    this.rowsOfFold = new int[folds][];
    this.kernels = new DMatrixRMaj[folds];
    this.gram = new DMatrixRMaj[folds];
    this.moment = new DMatrixRMaj[folds];
    for (int f = 0; f < folds; f++) {
      int of = f;
      int[] inFold = IntStream.range(0, rows.length).filter(i -> fold[i] == of).toArray();
      DMatrixRMaj kernel = kernel(inFold);
      rowsOfFold[f] = inFold;
      kernels[f] = kernel;
      gram[f] = new DMatrixRMaj(landmarkRows.length, landmarkRows.length);
      CommonOps_DDRM.multInner(kernel, gram[f]);
      DMatrixRMaj centred = new DMatrixRMaj(inFold.length, 1);
      for (int i = 0; i < inFold.length; i++) {
        centred.set(i, 0, target[inFold[i]] - mean);
      }
      moment[f] = new DMatrixRMaj(landmarkRows.length, 1);
      CommonOps_DDRM.multTransA(kernel, centred, moment[f]);
    }
    this.landmarkKernel = kernel(landmarkRows);
  }

  private DMatrixRMaj kernel(int[] of) {
    DMatrixRMaj kernel = new DMatrixRMaj(of.length, landmarkRows.length);
    for (int i = 0; i < of.length; i++) {
      for (int j = 0; j < landmarkRows.length; j++) {
        kernel.set(i, j, KernelRidge.kernel(rows[of[i]], rows[landmarkRows[j]], gamma));
      }
    }
    return kernel;
  }

  /** Learned from all rows. */
  KernelRidge all(double lambda) {
    int[] kept = landmarksWithout(-1);
    DMatrixRMaj alpha = solve(-1, kept, lambda);
    double[][] landmarks = new double[kept.length][];
    for (int j = 0; j < kept.length; j++) {
      landmarks[j] = rows[landmarkRows[kept[j]]];
    }
    return new KernelRidge(landmarks, gamma, alpha.getData().clone(), mean);
  }

  private int[] landmarksWithout(int excluded) {
    return IntStream.range(0, landmarkRows.length)
        .filter(j -> fold[landmarkRows[j]] != excluded)
        .toArray();
  }

  /** By row, what a model says that saw nothing of the row's fold. */
  double[] heldOut(double lambda) {
    double[] answers = new double[rows.length];
    for (int f = 0; f < folds; f++) {
      int[] kept = landmarksWithout(f);
      DMatrixRMaj alpha = solve(f, kept, lambda);
      for (int i = 0; i < rowsOfFold[f].length; i++) {
        double sum = mean;
        for (int j = 0; j < kept.length; j++) {
          sum += alpha.get(j, 0) * kernels[f].get(i, kept[j]);
        }
        answers[rowsOfFold[f][i]] = sum;
      }
    }
    return answers;
  }

  /**
   * (Σ kᵢkᵢᵀ + λK)·α = Σ kᵢ·(yᵢ − mean) over the rows outside of a fold.
   *
   * @param without the fold left out, or −1
   */
  private DMatrixRMaj solve(int without, int[] kept, double lambda) {
    DMatrixRMaj left = new DMatrixRMaj(kept.length, kept.length);
    DMatrixRMaj right = new DMatrixRMaj(kept.length, 1);
    for (int i = 0; i < kept.length; i++) {
      for (int f = 0; f < folds; f++) {
        right.add(i, 0, f == without ? 0 : moment[f].get(kept[i], 0));
      }
      for (int j = 0; j < kept.length; j++) {
        double sum = lambda * landmarkKernel.get(kept[i], kept[j]);
        for (int f = 0; f < folds; f++) {
          sum += f == without ? 0 : gram[f].get(kept[i], kept[j]);
        }
        left.set(i, j, sum);
      }
      left.add(i, i, JITTER * rows.length);
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(kept.length);
    if (!solver.setA(left)) {
      throw new IllegalStateException("the kernel matrix cannot be factored");
    }
    DMatrixRMaj alpha = new DMatrixRMaj(kept.length, 1);
    solver.solve(right, alpha);
    return alpha;
  }

  /** Root of the mean squared difference from the target. */
  double error(double[] answers) {
    double sum = 0;
    for (int i = 0; i < answers.length; i++) {
      sum += (answers[i] - target[i]) * (answers[i] - target[i]);
    }
    return Math.sqrt(sum / answers.length);
  }
}
