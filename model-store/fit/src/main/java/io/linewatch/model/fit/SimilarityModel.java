package io.linewatch.model.fit;

import io.linewatch.model.onnx.Averaging;
import io.linewatch.model.onnx.ScoreGraph;
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

  private final Standardisation standard;
  private final Columns columns;
  private final double[][] memory;
  private final double squaredBandwidth;
  private final double[] spread;

  /** By feature, of the difference from what the other channels say. */
  private final double[] spreadOfOthers;

  private SimilarityModel(
      Standardisation standard,
      Columns columns,
      double[][] memory,
      double squaredBandwidth,
      double[] spread,
      double[] spreadOfOthers) {
    this.standard = standard;
    this.columns = columns;
    this.memory = memory;
    this.squaredBandwidth = squaredBandwidth;
    this.spread = spread;
    this.spreadOfOthers = spreadOfOthers;
  }

  /**
   * Fits.
   *
   * @param features rows of normal running, at least three
   */
  static SimilarityModel fit(float[][] features, Columns columns) {
    Standardisation standard = Standardisation.of(features, columns.leastScale());
    RememberedRows rows = RememberedRows.of(standard.of(features), MOST_REMEMBERED);
    double[][] memory = rows.remembered();
    double[][] judged = rows.others(MOST_TRIED);
    int width = columns.channel().length;
    double[] ones = new double[width];
    Arrays.fill(ones, 1);
    SimilarityModel best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double share : BANDWIDTHS) {
      SimilarityModel plain =
          new SimilarityModel(standard, columns, memory, share * width, ones, ones);
      double[] spread = plain.spreads(judged);
      double error = Arrays.stream(spread).map(s -> s * s).sum();
      if (error < least) {
        least = error;
        best = new SimilarityModel(standard, columns, memory, share * width, spread, ones);
      }
    }
    if (best == null) {
      throw new IllegalStateException("no bandwidth gives a finite error");
    }
    return new SimilarityModel(
        standard,
        columns,
        memory,
        best.squaredBandwidth,
        best.spread,
        best.spreadsOfOthers(judged));
  }

  private double[] spreadsOfOthers(double[][] rows) {
    double[] squares = new double[columns.channel().length];
    for (double[] z : rows) {
      double[] apart = fromOthers(z);
      for (int f = 0; f < apart.length; f++) {
        squares[f] += apart[f] * apart[f] / rows.length;
      }
    }
    return Arrays.stream(squares).map(s -> Math.max(LEAST_SPREAD, Math.sqrt(s))).toArray();
  }

  /** By feature, its difference from what rows say that are near in the other channels. */
  private double[] fromOthers(double[] z) {
    double[] apart = new double[z.length];
    for (int c = 0; c < columns.channels(); c++) {
      double[] residual = residual(z, weights(z, c));
      for (int f = 0; f < z.length; f++) {
        apart[f] = columns.channel()[f] == c ? residual[f] : apart[f];
      }
    }
    return apart;
  }

  private double[] spreads(double[][] rows) {
    double[] squares = new double[columns.channel().length];
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
    double[] z = standard.of(row);
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
    return weights(z, -1);
  }

  /**
   * @param hidden the channel that has no say, or −1
   */
  private double[] weights(double[] z, int hidden) {
    double[] weights = new double[memory.length];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < weights.length; i++) {
      double nearness = 0;
      for (int f = 0; f < z.length; f++) {
        double m = memory[i][f];
        nearness += columns.channel()[f] == hidden ? 0 : z[f] * m - m * m / 2;
      }
      weights[i] = nearness / squaredBandwidth;
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
    double[] z = standard.of(row);
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

  /** By how far each channel is from what the other channels say of it, in parts of its spread. */
  @Override
  public double[] contributions(
      float[] row, ControlLimits limits, int[] channelOfFeature, int channels) {
    double[] apart = fromOthers(standard.of(row));
    double[] contributions = new double[channels];
    Arrays.fill(contributions, ScoreGraph.CONTRIBUTION_FLOOR);
    for (int f = 0; f < apart.length; f++) {
      double ofSpread = apart[f] / spreadOfOthers[f];
      contributions[channelOfFeature[f]] += ofSpread * ofSpread;
    }
    return contributions;
  }

  @Override
  public int features() {
    return columns.channel().length;
  }

  @Override
  public double scale(int feature) {
    return standard.scale()[feature];
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
  public SimilarityGraph graph(
      ControlLimits limits, int[] channelOfFeature, int channels, Averaging averaging) {
    if (averaging.blocks() != 1) {
      throw new IllegalArgumentException("similarity is not averaged over rows");
    }
    return new SimilarityGraph(
        standard.mean(),
        standard.scale(),
        memory,
        squaredBandwidth,
        spread,
        limits.spe(),
        columns.ofOthers(),
        columns.ownWeight(spreadOfOthers),
        MAX_STANDARDISED);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int f = 0; f < a.length; f++) {
      sum += a[f] * b[f];
    }
    return sum;
  }
}
