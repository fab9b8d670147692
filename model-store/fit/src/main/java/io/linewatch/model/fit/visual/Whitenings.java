package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.onnx.VisualTrunk.Whitening;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.RandomMatrices_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;

/** Gathers channels of places and finds the directions in which they vary most. One thread. */
final class Whitenings {
  /** Most of a place. */
  static final int DIMENSIONS = 100;

  /** Directions more than are kept, and rounds, of the subspace iteration. */
  private static final int SPARE = 12;

  private static final int ROUNDS = 8;
  private static final long SEED = 1;

  /** Added to every direction's variance, in squares of a channel's unit. */
  private static final double FLOOR = 1e-6;

  private static final double LEAST_SPREAD = 1e-3;

  private final int channels;
  private final int most;
  private final boolean standardised;
  private final double[] sums;
  private final double[] products;
  private long places;

  /** Of places. */
  Whitenings(int channels) {
    this(channels, DIMENSIONS, false);
  }

  /**
   * @param most directions
   * @param standardised whether channels count by their spread, whatever it is
   */
  Whitenings(int channels, int most, boolean standardised) {
    this.channels = channels;
    this.most = most;
    this.standardised = standardised;
    this.sums = new double[channels];
    this.products = new double[channels * channels];
  }

  /**
   * @param features [channels, places], row after row
   * @param first place that is taken
   * @param every how many places one is taken
   */
  void add(float[] features, int first, int every) {
    int all = features.length / channels;
    double[] row = new double[channels];
    for (int place = first; place < all; place += every) {
      for (int c = 0; c < channels; c++) {
        row[c] = features[c * all + place];
        sums[c] += row[c];
      }
      for (int i = 0; i < channels; i++) {
        double value = row[i];
        // ReLU makes many channels nought at a place.
        if (value != 0) {
          int at = i * channels;
          for (int j = i; j < channels; j++) {
            products[at + j] += value * row[j];
          }
        }
      }
      places++;
    }
  }

  /**
   * Directions of the greatest variance, scaled to variance 1. By subspace iteration (Halko,
   * Martinsson and Tropp, SIAM Review 53 (2011) 217–288) from a fixed seed.
   */
  Whitening whitening() throws FitRefused {
    int dimensions = (int) Math.min(most, Math.min(channels, places - 1));
    int wide = Math.min(channels, dimensions + SPARE);
    DMatrixRMaj covariance = covariance();
    double[] scale = standardise(covariance);
    DMatrixRMaj basis =
        RandomMatrices_DDRM.rectangleGaussian(channels, wide, 0, 1, new Random(SEED));
    DMatrixRMaj image = new DMatrixRMaj(channels, wide);
    for (int round = 0; round < ROUNDS; round++) {
      orthonormalise(basis);
      CommonOps_DDRM.mult(covariance, basis, image);
      basis.setTo(image);
    }
    orthonormalise(basis);
    CommonOps_DDRM.mult(covariance, basis, image);
    DMatrixRMaj small = new DMatrixRMaj(wide, wide);
    CommonOps_DDRM.multTransA(basis, image, small);
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(wide, true, true);
    if (!eigen.decompose(small)) {
      throw new FitRefused("the pictures' features cannot be decomposed: are they all the same?");
    }
    return new Whitening(mean(), directions(basis, eigen, dimensions, scale));
  }

  private float[][] directions(
      DMatrixRMaj basis,
      EigenDecomposition_F64<DMatrixRMaj> eigen,
      int dimensions,
      double[] scale) {
    Integer[] order = new Integer[eigen.getNumberOfEigenvalues()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    java.util.Arrays.sort(
        order,
        java.util.Comparator.comparingDouble((Integer i) -> -eigen.getEigenvalue(i).getReal()));
    float[][] directions = new float[dimensions][channels];
    DMatrixRMaj vector = new DMatrixRMaj(channels, 1);
    for (int d = 0; d < dimensions; d++) {
      CommonOps_DDRM.mult(basis, eigen.getEigenVector(order[d]), vector);
      double variance = Math.max(0, eigen.getEigenvalue(order[d]).getReal());
      // The sign of an eigenvector is chance; the same pictures must give the same package.
      double factor = Math.signum(greatest(vector)) / Math.sqrt(variance + FLOOR);
      for (int c = 0; c < channels; c++) {
        directions[d][c] = (float) (vector.get(c) * factor * scale[c]);
      }
    }
    return directions;
  }

  private DMatrixRMaj covariance() {
    DMatrixRMaj covariance = new DMatrixRMaj(channels, channels);
    for (int i = 0; i < channels; i++) {
      for (int j = i; j < channels; j++) {
        double value = products[i * channels + j] / places - sums[i] / places * (sums[j] / places);
        covariance.set(i, j, value);
        covariance.set(j, i, value);
      }
    }
    return covariance;
  }

  /** Divides by spreads where asked to; returns what each channel was multiplied by. */
  private double[] standardise(DMatrixRMaj covariance) {
    double[] scale = new double[channels];
    for (int c = 0; c < channels; c++) {
      scale[c] =
          standardised ? 1 / (Math.sqrt(Math.max(0, covariance.get(c, c))) + LEAST_SPREAD) : 1;
    }
    for (int i = 0; i < channels; i++) {
      for (int j = 0; j < channels; j++) {
        covariance.set(i, j, covariance.get(i, j) * scale[i] * scale[j]);
      }
    }
    return scale;
  }

  /** One row through a whitening. */
  static float[] apply(Whitening whitening, float[] row) {
    float[] result = new float[whitening.dimensions()];
    for (int d = 0; d < result.length; d++) {
      double sum = 0;
      for (int c = 0; c < row.length; c++) {
        sum += (double) whitening.directions()[d][c] * (row[c] - whitening.mean()[c]);
      }
      result[d] = (float) sum;
    }
    return result;
  }

  private float[] mean() {
    float[] mean = new float[channels];
    for (int c = 0; c < channels; c++) {
      mean[c] = (float) (sums[c] / places);
    }
    return mean;
  }

  private static void orthonormalise(DMatrixRMaj basis) {
    QRDecomposition<DMatrixRMaj> qr =
        DecompositionFactory_DDRM.qr(basis.getNumRows(), basis.getNumCols());
    // The decomposition may overwrite what it is given.
    qr.decompose(basis.copy());
    basis.setTo(qr.getQ(null, true));
  }

  private static double greatest(DMatrixRMaj vector) {
    double best = 0;
    for (int i = 0; i < vector.getNumElements(); i++) {
      best = Math.abs(vector.get(i)) > Math.abs(best) ? vector.get(i) : best;
    }
    return best;
  }
}
