package io.linewatch.model.fit;

import io.linewatch.model.onnx.Averaging;
import io.linewatch.model.onnx.PcaGraph;
import io.linewatch.model.onnx.ScoreGraph;
import java.util.Arrays;

/**
 * Principal components of normal running, in double precision; what the graph is written from and
 * compared with. A row x of features is standardised to z = (x − mean) / scale, projected to scores
 * t = z·P, and judged by Hotelling's T² = Σ tᵢ² / λᵢ and by the squared prediction error SPE = |z −
 * t·Pᵀ|² (Jackson 1991).
 */
final class PcaModel implements NormalModel {
  private final Standardisation standard;

  /** All eigenvalues of the correlation matrix, falling. */
  private final double[] eigenvalues;

  /** F × k, columns are the retained directions. */
  private final double[][] loadings;

  PcaModel(Standardisation standard, double[] eigenvalues, double[][] loadings) {
    this.standard = standard;
    this.eigenvalues = eigenvalues;
    this.loadings = loadings;
  }

  /** As {@link PcaFit} does. */
  static PcaModel fit(float[][] rows, double[] leastScale, double varianceShare) {
    return PcaFit.fit(rows, leastScale, varianceShare);
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
    return standard.of(row);
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
  public double[] contributions(
      float[] row, ControlLimits limits, int[] channelOfFeature, int channels) {
    double[] self =
        graph(limits, channelOfFeature, channels, Averaging.none(features())).selfInfluence();
    double[] t2 = slopesOfT2(row);
    double[] spe = slopesOfSpe(row);
    double[] contributions = new double[channels];
    for (int f = 0; f < row.length; f++) {
      double influence = t2[f] / limits.t2() + spe[f] / limits.spe();
      contributions[channelOfFeature[f]] +=
          influence * influence / self[f] + ScoreGraph.CONTRIBUTION_FLOOR;
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
  public PcaGraph graph(
      ControlLimits limits, int[] channelOfFeature, int channels, Averaging averaging) {
    return new PcaGraph(
        standard.mean(),
        standard.scale(),
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
    return standard.mean().length;
  }

  @Override
  public int components() {
    return loadings[0].length;
  }

  double mean(int feature) {
    return standard.mean()[feature];
  }

  @Override
  public double scale(int feature) {
    return standard.scale()[feature];
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
}
