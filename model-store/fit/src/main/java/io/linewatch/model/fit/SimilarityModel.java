package io.linewatch.model.fit;

import io.linewatch.model.onnx.Averaging;
import io.linewatch.model.onnx.ScoreGraph;
import io.linewatch.model.onnx.SimilarityGraph;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Similarity to remembered rows: auto-associative kernel regression (Hines and Garvey, J. Pattern
 * Recognition Research 1 (2006) 2–15). A standardised row z is expected to be ẑ = Σ wᵢ·mᵢ, with
 * weights that fall with its distance from the remembered rows m, wᵢ ∝ exp(−|z − mᵢ|² / 2h²). SPE
 * is the sum of (z − ẑ)² / σ² over the features, σ the spread of that difference in normal running.
 * It knows several ways of running, and curves, where principal components know one plane; it
 * learns nothing of what lies between rows it remembers. There is no T²: it is 0. What a channel
 * contributes is its difference from what rows say that are near in the other channels.
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
  private final KernelMemory memory;
  private final double[] spread;

  /** By feature, of the difference from what the other channels say. */
  private final double[] spreadOfOthers;

  private SimilarityModel(
      Standardisation standard,
      Columns columns,
      KernelMemory memory,
      double[] spread,
      double[] spreadOfOthers) {
    this.standard = standard;
    this.columns = columns;
    this.memory = memory;
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
    double[][] judged = rows.others(MOST_TRIED);
    int width = columns.channel().length;
    KernelMemory best = null;
    double[] spread = {};
    double least = Double.POSITIVE_INFINITY;
    for (double share : BANDWIDTHS) {
      KernelMemory tried = new KernelMemory(rows.remembered(), share * width, columns.channel());
      double[] left = spreads(judged, tried::residual);
      double error = Arrays.stream(left).map(s -> s * s).sum();
      if (error < least) {
        least = error;
        best = tried;
        spread = left;
      }
    }
    if (best == null) {
      throw new IllegalStateException("no bandwidth gives a finite error");
    }
    KernelMemory memory = best;
    double[] ofOthers = spreads(judged, z -> memory.fromOthers(z, columns.channels()));
    return new SimilarityModel(standard, columns, memory, spread, ofOthers);
  }

  /** By feature, the root mean square of what a difference leaves. */
  private static double[] spreads(double[][] rows, UnaryOperator<double[]> difference) {
    double[] squares = new double[rows[0].length];
    for (double[] z : rows) {
      double[] apart = difference.apply(z);
      for (int f = 0; f < apart.length; f++) {
        squares[f] += apart[f] * apart[f] / rows.length;
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
    double[] residual = memory.residual(z);
    double[] parts = new double[residual.length];
    for (int f = 0; f < parts.length; f++) {
      double ofSpread = residual[f] / spread[f];
      parts[f] = ofSpread * ofSpread;
    }
    return parts;
  }

  @Override
  public double[] slopesOfT2(float[] row) {
    return new double[row.length];
  }

  /** The expected row moves with z too: by the weighted covariance of the remembered rows. */
  @Override
  public double[] slopesOfSpe(float[] row) {
    double[] z = standard.of(row);
    double[] residual = memory.residual(z);
    double[] pull = new double[z.length];
    for (int f = 0; f < z.length; f++) {
      pull[f] = residual[f] / (spread[f] * spread[f]);
    }
    double[] moved = memory.expectedMoves(z, pull);
    double[] slopes = pull.clone();
    for (int f = 0; f < slopes.length; f++) {
      slopes[f] -= moved[f];
    }
    return slopes;
  }

  /** By how far each channel is from what the other channels say of it, in parts of its spread. */
  @Override
  public double[] contributions(
      float[] row, ControlLimits limits, int[] channelOfFeature, int channels) {
    double[] apart = memory.fromOthers(standard.of(row), channels);
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
    return memory.rows().length;
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
        memory.rows(),
        memory.squaredBandwidth(),
        spread,
        limits.spe(),
        columns.ofOthers(),
        columns.ownWeight(spreadOfOthers),
        MAX_STANDARDISED);
  }
}
