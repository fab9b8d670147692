package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import io.linewatch.model.format.ModelSpec;
import java.util.Arrays;

/**
 * The graph of a model that remembers rows. Given features x it standardises, expects the mean of
 * the remembered rows weighted by a Gaussian kernel of their distance, and answers SPE, the score
 * in percent of the limit and each channel's share of it. T² is 0.
 *
 * @param mean by feature
 * @param scale by feature
 * @param memory remembered rows, standardised
 * @param squaredBandwidth of the kernel
 * @param spread by feature, of what is left in normal running
 * @param channelOfFeature index of the input channel each feature is computed from
 * @param channels how many input channels there are
 * @param maxStandardised standardised values are cut to ± this
 */
public record SimilarityGraph(
    double[] mean,
    double[] scale,
    double[][] memory,
    double squaredBandwidth,
    double[] spread,
    double speLimit,
    int[] channelOfFeature,
    int channels,
    double maxStandardised) {
  /** Added to every feature's contribution, so that a row without any deviation has shares too. */
  public static final double CONTRIBUTION_FLOOR = 1e-12;

  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 17;

  /** The graph as an ONNX file; the same model always gives the same bytes. */
  public byte[] toOnnx() {
    GraphWriter graph = new GraphWriter();
    constants(graph);
    graph.input(ModelSpec.GRAPH_INPUT, mean.length);
    ModelSpec.Outputs names = ModelSpec.Outputs.STANDARD;
    graph.node("Sub", "centred", ModelSpec.GRAPH_INPUT, "mean");
    graph.node("Mul", "scaled", "centred", "inverse_scale");
    graph.node("Clip", "z", "scaled", "low", "high");
    // −|z − m|² / 2h² less what all have in common: z·m / h² − |m|² / 2h².
    graph.node("MatMul", "products", "z", "memory_over_bandwidth");
    graph.node("Sub", "nearness", "products", "half_norms");
    graph.node("Softmax", "weights", "nearness");
    graph.node("MatMul", "expected", "weights", "memory");
    graph.node("Sub", "residual", "z", "expected");
    graph.node("Mul", "of_spread", "residual", "inverse_spread");
    graph.node("Mul", "parts", "of_spread", "of_spread");
    graph.sum(names.spe(), "parts", "last_axis", false);
    graph.node("Mul", names.t2(), names.spe(), "nought");
    graph.node("Mul", names.score(), names.spe(), "spe_percent");
    graph.node("Add", "parts_floored", "parts", "floor");
    graph.node("MatMul", "by_channel", "parts_floored", "channel_of_feature");
    graph.sum("all_channels", "by_channel", "last_axis", true);
    graph.node("Div", names.contributions(), "by_channel", "all_channels");
    graph.output(names.score());
    graph.output(names.t2());
    graph.output(names.spe());
    graph.output(names.contributions(), channels);
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("linewatch")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
        .setGraph(graph.build("linewatch_similarity"))
        .build()
        .toByteArray();
  }

  private void constants(GraphWriter graph) {
    graph.vector("mean", mean);
    graph.vector("inverse_scale", Arrays.stream(scale).map(s -> 1 / s).toArray());
    graph.scalar("low", -maxStandardised);
    graph.scalar("high", maxStandardised);
    graph.matrix("memory", memory);
    double[][] turned = new double[mean.length][memory.length];
    double[] halfNorms = new double[memory.length];
    for (int i = 0; i < memory.length; i++) {
      for (int f = 0; f < mean.length; f++) {
        turned[f][i] = memory[i][f] / squaredBandwidth;
        halfNorms[i] += memory[i][f] * memory[i][f] / (2 * squaredBandwidth);
      }
    }
    graph.matrix("memory_over_bandwidth", turned);
    graph.vector("half_norms", halfNorms);
    graph.vector("inverse_spread", Arrays.stream(spread).map(s -> 1 / s).toArray());
    graph.scalar("nought", 0);
    graph.scalar("spe_percent", 100 / speLimit);
    graph.scalar("floor", CONTRIBUTION_FLOOR);
    graph.integers("last_axis", 1);
    double[][] channelOf = new double[mean.length][channels];
    for (int f = 0; f < mean.length; f++) {
      channelOf[f][channelOfFeature[f]] = 1;
    }
    graph.matrix("channel_of_feature", channelOf);
  }
}
