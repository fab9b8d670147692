package io.linewatch.model.fit;

import io.linewatch.model.onnx.Domain;
import java.util.Arrays;

/**
 * What the rows a supervised model learned from look like: their principal components. T² and SPE
 * of a new row say how far it is from all of them, as for a model of normal running; a life or a
 * probability foretold for a row far away is worth little.
 *
 * <p>The model may take its standardised features from here, so that both see the same.
 */
public final class InputDomain {
  /** Standardised values are cut to ± this, in the graph too. */
  public static final double MAX_STANDARDISED = 100;

  private static final double VARIANCE_SHARE = 0.95;
  private static final double LEAST_SCALE = 1e-9;

  private final double[] mean;
  private final double[] scale;
  private final double[][] loadings;
  private final double[] eigenvalues;

  private InputDomain(double[] mean, double[] scale, double[][] loadings, double[] eigenvalues) {
    this.mean = mean;
    this.scale = scale;
    this.loadings = loadings;
    this.eigenvalues = eigenvalues;
  }

  /**
   * Learns from rows.
   *
   * @param rows of features, at least two, each feature with more than one value
   */
  public static InputDomain of(float[][] rows) {
    int features = rows[0].length;
    double[] leastScale = new double[features];
    Arrays.fill(leastScale, LEAST_SCALE);
    PcaModel pca = PcaModel.fit(rows, leastScale, VARIANCE_SHARE);
    double[] mean = new double[features];
    double[] scale = new double[features];
    double[][] loadings = new double[features][pca.components()];
    double[] eigenvalues = new double[pca.components()];
    for (int f = 0; f < features; f++) {
      mean[f] = pca.mean(f);
      scale[f] = pca.scale(f);
      for (int k = 0; k < eigenvalues.length; k++) {
        loadings[f][k] = pca.loading(f, k);
        eigenvalues[k] = pca.eigenvalue(k);
      }
    }
    return new InputDomain(mean, scale, loadings, eigenvalues);
  }

  /** Standardised features of a row, F. */
  public double[] standardise(float[] row) {
    double[] z = new double[mean.length];
    for (int f = 0; f < z.length; f++) {
      double value = (row[f] - mean[f]) / scale[f];
      z[f] = Math.clamp(value, -MAX_STANDARDISED, MAX_STANDARDISED);
    }
    return z;
  }

  /** Hotelling's T² of a standardised row. */
  public double t2(double[] z) {
    double[] t = scores(z);
    double sum = 0;
    for (int k = 0; k < t.length; k++) {
      sum += t[k] * t[k] / eigenvalues[k];
    }
    return sum;
  }

  /** Squared prediction error of a standardised row. */
  public double spe(double[] z) {
    double[] t = scores(z);
    double sum = 0;
    for (int f = 0; f < z.length; f++) {
      double residual = z[f];
      for (int k = 0; k < t.length; k++) {
        residual -= t[k] * loadings[f][k];
      }
      sum += residual * residual;
    }
    return sum;
  }

  private double[] scores(double[] z) {
    double[] t = new double[eigenvalues.length];
    for (int k = 0; k < t.length; k++) {
      for (int f = 0; f < z.length; f++) {
        t[k] += z[f] * loadings[f][k];
      }
    }
    return t;
  }

  public double mean(int feature) {
    return mean[feature];
  }

  /** What the graph is written from. */
  public Domain graph() {
    return new Domain(mean, scale, loadings, eigenvalues, MAX_STANDARDISED);
  }
}
