package io.linewatch.model.fit;

import io.linewatch.model.onnx.Averaging;
import io.linewatch.model.onnx.NetworkGraph;
import io.linewatch.model.onnx.ScoreGraph;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A {@link Network} that expects every channel, and SPE, the sum of the squared differences in
 * parts of their spread in held-out normal running. There is no T²: it is 0. Two kinds:
 *
 * <ul>
 *   <li>The autoencoder has learned to put back what is hidden from it (denoising: Vincent et al.,
 *       ICML 2008): a channel is hidden and expected from the others. So a fault cannot be copied
 *       to the output, and what a channel contributes is its own difference.
 *   <li>The forecaster expects the present from the past of all channels.
 * </ul>
 */
final class NetworkModel implements NormalModel {
  private static final double LEAST_SPREAD = 1e-2;

  private final Standardisation standard;
  private final double[][] seen;
  private final int[][] judged;
  private final Network network;
  private final double[] spread;

  private NetworkModel(
      Standardisation standard, double[][] seen, int[][] judged, Network network, double[] spread) {
    this.standard = standard;
    this.seen = seen;
    this.judged = judged;
    this.network = network;
    this.spread = spread;
  }

  /** Expects every channel from the others. */
  static NetworkModel autoencoder(float[][] rows, Columns columns) {
    return fit(rows, columns, columns.ofOthers(), false);
  }

  /** Expects the present from the past. */
  static NetworkModel forecaster(float[][] rows, Columns columns) {
    return fit(rows, columns, columns.ofThePast(), true);
  }

  private static NetworkModel fit(
      float[][] rows, Columns columns, double[][] seen, boolean presentAlone) {
    Standardisation standard = Standardisation.of(rows, columns.leastScale());
    int[][] judged = new int[columns.channels()][];
    for (int c = 0; c < judged.length; c++) {
      int channel = c;
      judged[c] =
          IntStream.range(0, columns.channel().length)
              .filter(f -> columns.channel()[f] == channel)
              .filter(f -> !presentAlone || columns.lag()[f] == 0)
              .toArray();
    }
    NetworkTraining training = new NetworkTraining(standard.of(rows), seen, judged);
    double[] ones = new double[columns.channel().length];
    Arrays.fill(ones, 1);
    Network network = training.train();
    NetworkModel plain = new NetworkModel(standard, seen, judged, network, ones);
    double[] spread = plain.spreads(training.heldOut());
    return new NetworkModel(standard, seen, judged, network, spread);
  }

  private double[] spreads(List<double[]> rows) {
    double[] squares = new double[spread.length];
    for (double[] z : rows) {
      for (int c = 0; c < judged.length; c++) {
        double[] units = network.units(z, seen[c]);
        for (int f : judged[c]) {
          double apart = z[f] - network.expected(f, z, seen[c], units);
          squares[f] += apart * apart / rows.size();
        }
      }
    }
    return Arrays.stream(squares).map(s -> Math.max(LEAST_SPREAD, Math.sqrt(s))).toArray();
  }

  /** By channel. */
  private double[] parts(double[] z) {
    double[] parts = new double[judged.length];
    for (int c = 0; c < judged.length; c++) {
      double[] units = network.units(z, seen[c]);
      for (int f : judged[c]) {
        double ofSpread = (z[f] - network.expected(f, z, seen[c], units)) / spread[f];
        parts[c] += ofSpread * ofSpread;
      }
    }
    return parts;
  }

  @Override
  public Statistics statistics(float[] row) {
    return new Statistics(0, Arrays.stream(parts(standard.of(row))).sum());
  }

  @Override
  public double[] slopesOfT2(float[] row) {
    return new double[row.length];
  }

  @Override
  public double[] slopesOfSpe(float[] row) {
    double[] z = standard.of(row);
    double[] slopes = new double[row.length];
    for (int c = 0; c < judged.length; c++) {
      double[] units = network.units(z, seen[c]);
      for (int f : judged[c]) {
        double apart = z[f] - network.expected(f, z, seen[c], units);
        double pull = apart / (spread[f] * spread[f]);
        double[] moved = network.slopes(f, seen[c], units);
        slopes[f] += pull;
        for (int g = 0; g < slopes.length; g++) {
          slopes[g] -= pull * moved[g];
        }
      }
    }
    return slopes;
  }

  @Override
  public double[] contributions(
      float[] row, ControlLimits limits, int[] channelOfFeature, int channels) {
    return Arrays.stream(parts(standard.of(row)))
        .map(part -> part + ScoreGraph.CONTRIBUTION_FLOOR)
        .toArray();
  }

  @Override
  public int features() {
    return spread.length;
  }

  @Override
  public double scale(int feature) {
    return standard.scale()[feature];
  }

  @Override
  public int components() {
    return network.units();
  }

  @Override
  public double explained() {
    return Arrays.stream(judged)
        .flatMapToInt(Arrays::stream)
        .mapToDouble(f -> Math.max(0, 1 - spread[f] * spread[f]))
        .average()
        .orElse(0);
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
  public NetworkGraph graph(
      ControlLimits limits, int[] channelOfFeature, int channels, Averaging averaging) {
    if (averaging.blocks() != 1) {
      throw new IllegalArgumentException("a network is not averaged over rows");
    }
    double[][] weight = new double[channels][spread.length];
    for (int c = 0; c < channels; c++) {
      for (int f : judged[c]) {
        weight[c][f] = 1 / spread[f];
      }
    }
    return new NetworkGraph(
        standard.mean(),
        standard.scale(),
        seen,
        weight,
        network.hidden(),
        network.hiddenBias(),
        network.out(),
        network.straight(),
        network.outBias(),
        limits.spe(),
        MAX_STANDARDISED);
  }
}
