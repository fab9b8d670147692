package io.linewatch.model.fit;

import io.linewatch.model.onnx.Averaging;
import io.linewatch.model.onnx.PcaGraph;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Principal components of normal running, in double precision; what the graph is written from and
 * compared with. A row x of features is standardised to z = (x − mean) / scale, projected to scores
 * t = z·P, and judged by Hotelling's T² = Σ tᵢ² / λᵢ and by the squared prediction error SPE = |z −
 * t·Pᵀ|² (Jackson 1991).
 */
final class PcaModel implements NormalModel {
  private final double[] mean;
  private final double[] scale;

  /** All eigenvalues of the correlation matrix, falling. */
  private final double[] eigenvalues;

  /** F × k, columns are the retained directions. */
  private final double[][] loadings;

  private PcaModel(double[] mean, double[] scale, double[] eigenvalues, double[][] loadings) {
    this.mean = mean;
    this.scale = scale;
    this.eigenvalues = eigenvalues;
    this.loadings = loadings;
  }

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
    double[] mean = mean(rows);
    double[] scale = scale(rows, mean, leastScale);
    DMatrixRMaj covariance = covariance(rows, mean, scale);
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
    return new PcaModel(mean, scale, eigenvalues, loadings);
  }

  @Override
  public Statistics statistics(float[] row) {
    double[] z = standardise(row);
    double[] t = project(z);
    double t2 = 0;
    for (int k = 0; k < t.length; k++) {
      t2 += t[k] * t[k] / eigenvalues[k];
    }
    double spe = 0;
    for (double r : residual(z, t)) {
      spe += r * r;
    }
    return new Statistics(t2, spe);
  }

  double[] standardise(float[] row) {
    double[] z = new double[row.length];
    for (int f = 0; f < row.length; f++) {
      double value = (row[f] - mean[f]) / scale[f];
      z[f] = Math.clamp(value, -MAX_STANDARDISED, MAX_STANDARDISED);
    }
    return z;
  }

  double[] project(double[] z) {
    double[] t = new double[components()];
    for (int f = 0; f < z.length; f++) {
      for (int k = 0; k < t.length; k++) {
        t[k] += z[f] * loadings[f][k];
      }
    }
    return t;
  }

  double[] residual(double[] z, double[] t) {
    double[] r = new double[z.length];
    for (int f = 0; f < z.length; f++) {
      double modelled = 0;
      for (int k = 0; k < t.length; k++) {
        modelled += t[k] * loadings[f][k];
      }
      r[f] = z[f] - modelled;
    }
    return r;
  }

  @Override
  public double[] slopesOfT2(float[] row) {
    double[] t = project(standardise(row));
    double[] slopes = new double[row.length];
    for (int f = 0; f < slopes.length; f++) {
      for (int k = 0; k < t.length; k++) {
        slopes[f] += loadings[f][k] * t[k] / eigenvalues[k];
      }
    }
    return slopes;
  }

  @Override
  public double[] slopesOfSpe(float[] row) {
    double[] z = standardise(row);
    return residual(z, project(z));
  }

  /**
   * By reconstruction (Alcala and Qin, Automatica 45 (2009) 1593–1600) of the combined index
   * T²/limit + SPE/limit (Yue and Qin 2001): how much of the index would vanish if the feature were
   * put right. For a fault of one sensor, large against the noise, that sensor's is the greatest.
   */
  @Override
  public double[] contributions(float[] row, ControlLimits limits) {
    double[] self =
        graph(limits, new int[features()], 1, Averaging.none(features())).selfInfluence();
    double[] t2 = slopesOfT2(row);
    double[] spe = slopesOfSpe(row);
    double[] contributions = new double[row.length];
    for (int f = 0; f < contributions.length; f++) {
      double influence = t2[f] / limits.t2() + spe[f] / limits.spe();
      contributions[f] = influence * influence / self[f] + PcaGraph.CONTRIBUTION_FLOOR;
    }
    return contributions;
  }

  @Override
  public double classicalT2(int rows) {
    return ControlLimits.classicalT2(components(), rows);
  }

  @Override
  public double classicalSpe() {
    return ControlLimits.classicalSpe(this);
  }

  @Override
  public byte[] onnx(
      ControlLimits limits, int[] channelOfFeature, int channels, Averaging averaging) {
    return graph(limits, channelOfFeature, channels, averaging).toOnnx();
  }

  private PcaGraph graph(
      ControlLimits limits, int[] channelOfFeature, int channels, Averaging averaging) {
    return new PcaGraph(
        mean,
        scale,
        loadings,
        Arrays.copyOf(eigenvalues, components()),
        limits.t2(),
        limits.spe(),
        channelOfFeature,
        channels,
        MAX_STANDARDISED,
        averaging);
  }

  @Override
  public int features() {
    return mean.length;
  }

  @Override
  public int components() {
    return loadings[0].length;
  }

  double mean(int feature) {
    return mean[feature];
  }

  @Override
  public double scale(int feature) {
    return scale[feature];
  }

  double loading(int feature, int component) {
    return loadings[feature][component];
  }

  double eigenvalue(int component) {
    return eigenvalues[component];
  }

  @Override
  public double explained() {
    double kept = 0;
    double all = 0;
    for (int i = 0; i < eigenvalues.length; i++) {
      kept += i < components() ? eigenvalues[i] : 0;
      all += eigenvalues[i];
    }
    return all == 0 ? 1 : kept / all;
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

  static double[] mean(float[][] rows) {
    double[] mean = new double[rows[0].length];
    for (float[] row : rows) {
      for (int f = 0; f < mean.length; f++) {
        mean[f] += row[f];
      }
    }
    for (int f = 0; f < mean.length; f++) {
      mean[f] /= rows.length;
    }
    return mean;
  }

  static double[] scale(float[][] rows, double[] mean, double[] leastScale) {
    double[] scale = new double[mean.length];
    for (float[] row : rows) {
      for (int f = 0; f < mean.length; f++) {
        scale[f] += (row[f] - mean[f]) * (row[f] - mean[f]);
      }
    }
    for (int f = 0; f < mean.length; f++) {
      scale[f] = Math.max(Math.sqrt(scale[f] / (rows.length - 1)), leastScale[f]);
    }
    return scale;
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
