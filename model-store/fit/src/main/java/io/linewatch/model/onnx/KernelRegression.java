package io.linewatch.model.onnx;

/**
 * Kernel ridge regression: with z the standardised features, {@code mean + Σ αᵢ·exp(−γ·|z − lᵢ|²)},
 * cut to a range.
 *
 * @param domain standardises
 * @param landmarks m × F, standardised
 * @param alpha by landmark
 * @param least of the answer
 * @param most of the answer
 */
public record KernelRegression(
    Domain domain,
    double[][] landmarks,
    double gamma,
    double[] alpha,
    double mean,
    double least,
    double most)
    implements Regression {

  @Override
  public void constants(GraphWriter graph) {
    int features = landmarks[0].length;
    double[][] directions = new double[features][landmarks.length];
    double[] lengths = new double[landmarks.length];
    double[][] weights = new double[landmarks.length][1];
    for (int i = 0; i < landmarks.length; i++) {
      for (int f = 0; f < features; f++) {
        directions[f][i] = 2 * gamma * landmarks[i][f];
        lengths[i] += gamma * landmarks[i][f] * landmarks[i][f];
      }
      weights[i][0] = alpha[i];
    }
    graph.matrix("landmarks", directions);
    graph.vector("landmark_lengths", lengths);
    graph.matrix("alpha", weights);
    graph.scalar("gamma", gamma);
    graph.scalar("kernel_mean", mean);
    graph.scalar("kernel_least", least);
    graph.scalar("kernel_most", most);
    graph.scalar("nought", 0);
    graph.integers("flat", -1);
    graph.integers("feature_axis", 1);
  }

  @Override
  public void write(GraphWriter graph, String features, String output) {
    String z = output + "_z";
    domain.standardise(graph, features, z);
    // −γ·|z − l|² = 2γ·z·l − γ·|z|² − γ·|l|², never above 0 but for rounding.
    graph.node("MatMul", output + "_cross", z, "landmarks");
    graph.node("Mul", output + "_squared", z, z);
    graph.sum(output + "_length", output + "_squared", "feature_axis", true);
    graph.node("Mul", output + "_length_gamma", output + "_length", "gamma");
    graph.node("Sub", output + "_less_row", output + "_cross", output + "_length_gamma");
    graph.node("Sub", output + "_less_landmark", output + "_less_row", "landmark_lengths");
    graph.node("Min", output + "_exponent", output + "_less_landmark", "nought");
    graph.node("Exp", output + "_kernel", output + "_exponent");
    graph.node("MatMul", output + "_weighted", output + "_kernel", "alpha");
    graph.node("Reshape", output + "_flat", output + "_weighted", "flat");
    graph.node("Add", output + "_free", output + "_flat", "kernel_mean");
    graph.node("Clip", output, output + "_free", "kernel_least", "kernel_most");
  }
}
