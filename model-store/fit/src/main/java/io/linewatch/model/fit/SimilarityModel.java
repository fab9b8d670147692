package io.linewatch.model.fit;

import io.linewatch.model.onnx.Averaging;
import io.linewatch.model.onnx.SimilarityGraph;
import java.util.Arrays;

/**
 * Similarity to remembered rows: auto-associative kernel regression (Hines and Garvey, J. Pattern
 * Recognition Research 1 (2006) 2–15). A standardised row z is expected to be ẑ = Σ wᵢ·mᵢ, with
 * weights that fall with its distance from the remembered rows m, wᵢ ∝ exp(−|z − mᵢ|² / 2h²). SPE
 * is the sum of (z − ẑ)² / σ² over the features, σ the spread of that difference in normal running.
 * It knows several ways of running, and curves, where principal components know one plane; it
 * learns nothing of what lies between rows it remembers. There is no T²: it is 0.
 */
final class SimilarityModel implements NormalModel {
  /** Rows remembered at most. */
  static final int MOST_REMEMBERED = 256;

  /** h² in parts of the number of features. */
  private static final double[] BANDWIDTHS = {0.02, 0.05, 0.1, 0.2, 0.5, 1};

  /** Rows the bandwidth and the spreads are estimated on at most. */
  private static final int MOST_TRIED = 500;

  private static final double LEAST_SPREAD = 1e-2;

  private final double[] mean;
  private final double[] scale;
  private final double[][] memory;
  private final double squaredBandwidth;
  private final double[] spread;

  private SimilarityModel(
      double[] mean, double[] scale, double[][] memory, double squaredBandwidth, double[] spread) {
    this.mean = mean;
    this.scale = scale;
    this.memory = memory;
    this.squaredBandwidth = squaredBandwidth;
    this.spread = spread;
  }

  /**
   * Fits.
   *
   * @param features rows of normal running, at least three
   * @param leastScale by feature: the least scale used for it
   */
  static SimilarityModel fit(float[][] features, double[] leastScale) {
    double[] mean = PcaModel.mean(features);
    double[] scale = PcaModel.scale(features, mean, leastScale);
    double[][] z = new double[features.length][];
    for (int i = 0; i < features.length; i++) {
      z[i] = standardise(features[i], mean, scale);
    }
    RememberedRows rows = RememberedRows.of(z, MOST_REMEMBERED);
    double[][] memory = rows.remembered();
    double[][] judged = rows.others(MOST_TRIED);
    SimilarityModel best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double share : BANDWIDTHS) {
      double[] ones = new double[mean.length];
      Arrays.fill(ones, 1);
      SimilarityModel plain = new SimilarityModel(mean, scale, memory, share * mean.length, ones);
      double[] spread = plain.spreads(judged);
      double error = Arrays.stream(spread).map(s -> s * s).sum();
      if (error < least) {
        least = error;
        best = new SimilarityModel(mean, scale, memory, share * mean.length, spread);
      }
    }
    if (best == null) {
      throw new IllegalStateException("no bandwidth gives a finite error");
    }
    return best;
  }

  private double[] spreads(double[][] rows) {
    double[] squares = new double[mean.length];
    for (double[] z : rows) {
      double[] residual = residual(z, weights(z));
      for (int f = 0; f < residual.length; f++) {
        squares[f] += residual[f] * residual[f] / rows.length;
      }
    }
    return Arrays.stream(squares).map(s -> Math.max(LEAST_SPREAD, Math.sqrt(s))).toArray();
  }

  @Override
  public Statistics statistics(float[] row) {
    double spe = 0;
    for (double part : parts(row)) {
      spe += part;
    }
    return new Statistics(0, spe);
  }

  private double[] parts(float[] row) {
    double[] z = standardise(row, mean, scale);
    double[] residual = residual(z, weights(z));
    double[] parts = new double[residual.length];
    for (int f = 0; f < parts.length; f++) {
      double ofSpread = residual[f] / spread[f];
      parts[f] = ofSpread * ofSpread;
    }
    return parts;
  }

  /** Of the remembered rows, sum 1. */
  private double[] weights(double[] z) {
    double[] weights = new double[memory.length];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (dot(z, memory[i]) - squaredNorm(memory[i]) / 2) / squaredBandwidth;
      greatest = Math.max(greatest, weights[i]);
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(weights[i] - greatest);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private double[] residual(double[] z, double[] weights) {
    double[] residual = z.clone();
    for (int i = 0; i < weights.length; i++) {
      for (int f = 0; f < residual.length; f++) {
        residual[f] -= weights[i] * memory[i][f];
      }
    }
    return residual;
  }

  @Override
  public double[] slopesOfT2(float[] row) {
    return new double[row.length];
  }

  /** The expected row moves with z too: by the weighted covariance of the remembered rows. */
  @Override
  public double[] slopesOfSpe(float[] row) {
    double[] z = standardise(row, mean, scale);
    double[] weights = weights(z);
    double[] residual = residual(z, weights);
    double[] pull = new double[z.length];
    double[] expected = new double[z.length];
    for (int f = 0; f < z.length; f++) {
      pull[f] = residual[f] / (spread[f] * spread[f]);
      expected[f] = z[f] - residual[f];
    }
    double expectedPull = dot(expected, pull);
    double[] slopes = pull.clone();
    for (int i = 0; i < weights.length; i++) {
      double part = weights[i] * (dot(memory[i], pull) - expectedPull) / squaredBandwidth;
      for (int f = 0; f < slopes.length; f++) {
        slopes[f] -= part * memory[i][f];
      }
    }
    return slopes;
  }

  @Override
  public double[] contributions(float[] row, ControlLimits limits) {
    return Arrays.stream(parts(row))
        .map(part -> part + SimilarityGraph.CONTRIBUTION_FLOOR)
        .toArray();
  }

  @Override
  public int features() {
    return mean.length;
  }

  @Override
  public double scale(int feature) {
    return scale[feature];
  }

  @Override
  public int components() {
    return memory.length;
  }

  @Override
  public double explained() {
    return Math.max(0, 1 - Arrays.stream(spread).map(s -> s * s).average().orElse(0));
  }

  @Override
  public double classicalT2(int rows) {
    return 0;
  }

  @Override
  public double classicalSpe() {
    return 0;
  }

  @Override
  public byte[] onnx(
      ControlLimits limits, int[] channelOfFeature, int channels, Averaging averaging) {
    if (averaging.blocks() != 1) {
      throw new IllegalArgumentException("similarity is not averaged over rows");
    }
    return new SimilarityGraph(
            mean,
            scale,
            memory,
            squaredBandwidth,
            spread,
            limits.spe(),
            channelOfFeature,
            channels,
            MAX_STANDARDISED)
        .toOnnx();
  }

  private static double[] standardise(float[] row, double[] mean, double[] scale) {
    double[] z = new double[row.length];
    for (int f = 0; f < z.length; f++) {
      z[f] = Math.clamp((row[f] - mean[f]) / scale[f], -MAX_STANDARDISED, MAX_STANDARDISED);
    }
    return z;
  }

  private static double squaredNorm(double[] row) {
    return dot(row, row);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int f = 0; f < a.length; f++) {
      sum += a[f] * b[f];
    }
    return sum;
  }
}
