package io.linewatch.model.onnx;

import io.linewatch.model.format.ModelSpec;
import java.util.Arrays;

/**
 * What rows a supervised model learned from look like, by principal components: the outputs T² and
 * SPE say how far a row is from them.
 *
 * @param mean by feature
 * @param scale by feature
 * @param loadings F × k
 * @param eigenvalues of the k retained components
 * @param maxStandardised standardised values are cut to ± this
 */
public record Domain(
    double[] mean,
    double[] scale,
    double[][] loadings,
    double[] eigenvalues,
    double maxStandardised) {

  void constants(GraphWriter graph) {
    graph.vector("mean", mean);
    graph.vector("inverse_scale", Arrays.stream(scale).map(s -> 1 / s).toArray());
    graph.scalar("low", -maxStandardised);
    graph.scalar("high", maxStandardised);
    graph.matrix("loadings", loadings);
    graph.matrix("loadings_transposed", transposed());
    graph.vector("inverse_eigenvalues", Arrays.stream(eigenvalues).map(l -> 1 / l).toArray());
    graph.integers("domain_axis", 1);
  }

  /** [M, F] to [M, F]. */
  void standardise(GraphWriter graph, String features, String output) {
    graph.node("Sub", output + "_centred", features, "mean");
    graph.node("Mul", output + "_scaled", output + "_centred", "inverse_scale");
    graph.node("Clip", output, output + "_scaled", "low", "high");
  }

  /** The two statistics as outputs of the graph. */
  void statistics(GraphWriter graph, String features) {
    ModelSpec.Outputs names = ModelSpec.Outputs.STANDARD;
    standardise(graph, features, "domain_z");
    graph.node("MatMul", "t", "domain_z", "loadings");
    graph.node("Mul", "t_squared", "t", "t");
    graph.node("Mul", "t_weighted", "t_squared", "inverse_eigenvalues");
    graph.sum(names.t2(), "t_weighted", "domain_axis", false);
    graph.node("MatMul", "modelled", "t", "loadings_transposed");
    graph.node("Sub", "residual", "domain_z", "modelled");
    graph.node("Mul", "residual_squared", "residual", "residual");
    graph.sum(names.spe(), "residual_squared", "domain_axis", false);
    graph.output(names.t2());
    graph.output(names.spe());
  }

  private double[][] transposed() {
    double[][] out = new double[eigenvalues.length][mean.length];
    for (int f = 0; f < mean.length; f++) {
      for (int k = 0; k < eigenvalues.length; k++) {
        out[k][f] = loadings[f][k];
      }
    }
    return out;
  }
}
