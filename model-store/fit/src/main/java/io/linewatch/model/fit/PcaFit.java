package io.linewatch.model.fit;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** From rows of normal running to their principal components. */
final class PcaFit {
  private PcaFit() {}

  /**
   * Fits to rows of normal running.
   *
   * @param rows at least two
   * @param leastScale by feature: the least scale used for it, so that what hardly moved in the
   *     recording does not raise an alarm at its first twitch
   * @param varianceShare the components that together explain this share are kept, at most F − 1
   */
  static PcaModel fit(float[][] rows, double[] leastScale, double varianceShare) {
    int features = rows[0].length;
    Standardisation standard = Standardisation.of(rows, leastScale);
    DMatrixRMaj covariance = covariance(rows, standard.mean(), standard.scale());
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(features, true, true);
    if (!eigen.decompose(covariance)) {
      throw new IllegalStateException("the correlation matrix has no eigenvalues");
    }
    Integer[] order = new Integer[features];
    for (int i = 0; i < features; i++) {
      order[i] = i;
    }
    Arrays.sort(
        order, (a, b) -> Double.compare(eigen.getEigenvalue(b).real, eigen.getEigenvalue(a).real));
    double[] eigenvalues = new double[features];
    for (int i = 0; i < features; i++) {
      eigenvalues[i] = Math.max(0, eigen.getEigenvalue(order[i]).real);
    }
    int kept = components(eigenvalues, varianceShare);
    double[][] loadings = new double[features][kept];
    for (int k = 0; k < kept; k++) {
      DMatrixRMaj vector = eigen.getEigenVector(order[k]);
      double sign = signOf(vector);
      for (int f = 0; f < features; f++) {
        loadings[f][k] = sign * vector.get(f);
      }
    }
    return new PcaModel(standard, eigenvalues, loadings);
  }

  private static int components(double[] eigenvalues, double varianceShare) {
    double all = 0;
    for (double value : eigenvalues) {
      all += value;
    }
    int most = Math.max(1, eigenvalues.length - 1);
    double sum = 0;
    int kept = 0;
    while (kept < most && (kept == 0 || sum < varianceShare * all)) {
      // A direction without variance cannot be divided by.
      if (kept > 0 && eigenvalues[kept] < 1e-8 * eigenvalues[0]) {
        break;
      }
      sum += eigenvalues[kept++];
    }
    return kept;
  }

  private static DMatrixRMaj covariance(float[][] rows, double[] mean, double[] scale) {
    int features = mean.length;
    DMatrixRMaj z = new DMatrixRMaj(rows.length, features);
    for (int i = 0; i < rows.length; i++) {
      for (int f = 0; f < features; f++) {
        z.set(i, f, (rows[i][f] - mean[f]) / scale[f]);
      }
    }
    DMatrixRMaj covariance = new DMatrixRMaj(features, features);
    CommonOps_DDRM.multInner(z, covariance);
    CommonOps_DDRM.scale(1.0 / (rows.length - 1), covariance);
    return covariance;
  }

  /**
   * An eigenvector's sign is free: its largest element is made positive, so fits repeat exactly.
   */
  private static double signOf(DMatrixRMaj vector) {
    double largest = 0;
    for (int f = 0; f < vector.getNumElements(); f++) {
      largest = Math.abs(vector.get(f)) > Math.abs(largest) ? vector.get(f) : largest;
    }
    return largest < 0 ? -1 : 1;
  }
}
