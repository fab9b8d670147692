package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.VisualSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * From pictures to what each place looks like: backbone, taps brought to one grid of {@value #STEP}
 * pixels, channels of all taps behind each other, and, once it is known, the whitening that makes
 * few of many.
 */
public final class VisualTrunk {
  /** Pixels of a scale between two places. */
  public static final int STEP = 16;

  private final Backbone backbone;
  private final List<VisualSpec.Scale> scales;
  private final boolean free;
  private final List<List<long[]>> tapShapes;
  private final int channels;

  /**
   * @param aspect where it is {@link VisualSpec.Aspect#OWN}, inputs are of any size, and their taps
   *     are interpolated on the grid of the scale
   * @throws OnnxFailed when the runtime does not take the backbone at these scales
   */
  public VisualTrunk(Backbone backbone, List<VisualSpec.Scale> scales, VisualSpec.Aspect aspect)
      throws OnnxFailed {
    this.backbone = backbone;
    this.scales = List.copyOf(scales);
    this.free = aspect == VisualSpec.Aspect.OWN;
    this.tapShapes = tapShapes();
    this.channels = (int) tapShapes.getFirst().stream().mapToLong(shape -> shape[1]).sum();
  }

  /**
   * Channels to fewer that vary alike and independently over good pictures.
   *
   * @param mean by channel
   * @param directions [dimensions, channels]
   */
  public record Whitening(float[] mean, float[][] directions) {
    public int dimensions() {
      return directions.length;
    }
  }

  public List<VisualSpec.Scale> scales() {
    return scales;
  }

  /** Channels of all taps together. */
  public int channels() {
    return channels;
  }

  /** Mean and spread of every channel of the coarsest taps. */
  public int contextChannels() {
    List<long[]> shapes = tapShapes.getFirst();
    return (int)
        shapes.subList(ContextNodes.firstTap(backbone), shapes.size()).stream()
            .mapToLong(shape -> 2 * shape[1])
            .sum();
  }

  public int rows(int scale) {
    return scales.get(scale).height() / STEP;
  }

  public int columns(int scale) {
    return scales.get(scale).width() / STEP;
  }

  public int places(int scale) {
    return rows(scale) * columns(scale);
  }

  /** Name of the output of {@link #featuresOnnx}, [1, channels, rows, columns]. */
  public static String featuresOf(int scale) {
    return prefix(scale) + "features";
  }

  /** Name of the output of {@link #whitenedOnnx}, [places, dimensions]. */
  public static String whitenedOf(int scale) {
    return prefix(scale) + "whitened";
  }

  /** Name of the output of {@link #whitenedOnnx}, [1, context channels]. */
  public static String contextOf(int scale) {
    return prefix(scale) + "context";
  }

  /** The trunk without whitening, for the one who learns it. */
  public byte[] featuresOnnx() {
    GraphWriter graph = new GraphWriter();
    writeFeatures(graph);
    for (int scale = 0; scale < scales.size(); scale++) {
      graph.outputOf(featuresOf(scale), 1, channels, rows(scale), columns(scale));
    }
    return GraphFile.of(graph.build("linewatch_features"), backbone.operatorSet());
  }

  /** The trunk with its whitening by scale, for the one who learns a head. */
  public byte[] whitenedOnnx(List<Whitening> whitenings) {
    GraphWriter graph = new GraphWriter();
    write(graph, whitenings);
    for (int scale = 0; scale < scales.size(); scale++) {
      ContextNodes.write(graph, backbone, scale);
      graph.outputOf(contextOf(scale), 1, contextChannels());
      graph.outputOf(whitenedOf(scale), places(scale), whitenings.get(scale).dimensions());
    }
    return GraphFile.of(graph.build("linewatch_whitened"), backbone.operatorSet());
  }

  Backbone backbone() {
    return backbone;
  }

  long operatorSet() {
    return backbone.operatorSet();
  }

  /** Everything up to {@link #whitenedOf}. */
  void write(GraphWriter graph, List<Whitening> whitenings) {
    writeFeatures(graph);
    for (int scale = 0; scale < scales.size(); scale++) {
      writeWhitening(graph, scale, whitenings.get(scale));
    }
  }

  static String prefix(int scale) {
    return "scale_" + scale + "/";
  }

  private void writeFeatures(GraphWriter graph) {
    BackboneCopies copies = new BackboneCopies(backbone, graph);
    for (int scale = 0; scale < scales.size(); scale++) {
      VisualSpec.Scale size = scales.get(scale);
      if (free) {
        graph.inputOf(size.input(), 1, 3, -1, -1);
      } else {
        graph.inputOf(size.input(), 1, 3, size.height(), size.width());
      }
      List<String> taps = copies.write(prefix(scale), size.input());
      List<String> onGrid = new ArrayList<>();
      for (int tap = 0; tap < taps.size(); tap++) {
        onGrid.add(writeOnGrid(graph, taps.get(tap), tapShapes.get(scale).get(tap), scale));
      }
      graph.node(
          NodeProto.newBuilder()
              .setOpType("Concat")
              .addAllInput(onGrid)
              .addOutput(featuresOf(scale))
              .addAttribute(NodeAttributes.integer("axis", 1)));
    }
  }

  /** A finer tap is smoothed and averaged, a coarser one interpolated. */
  private String writeOnGrid(GraphWriter graph, String tap, long[] shape, int scale) {
    long ratio = shape[2] / rows(scale);
    boolean whole = shape[2] == ratio * rows(scale) && shape[3] == ratio * columns(scale);
    String value = tap;
    if (whole && ratio > 1) {
      graph.node(Pooling.smooth(tap + "_smooth", tap));
      graph.node(Pooling.shrink(tap + "_shrunk", tap + "_smooth", ratio));
      value = tap + "_shrunk";
    }
    if (free || !whole) {
      graph.integers(tap + "_sizes", 1, shape[1], rows(scale), columns(scale));
      graph.node(Pooling.resize(tap + "_grid", value, tap + "_sizes"));
      value = tap + "_grid";
    }
    return value;
  }

  private void writeWhitening(GraphWriter graph, int scale, Whitening whitening) {
    String prefix = prefix(scale);
    int dimensions = whitening.dimensions();
    float[] weights = new float[dimensions * channels];
    float[] bias = new float[dimensions];
    for (int d = 0; d < dimensions; d++) {
      double shift = 0;
      for (int c = 0; c < channels; c++) {
        weights[d * channels + c] = whitening.directions()[d][c];
        shift += (double) whitening.directions()[d][c] * whitening.mean()[c];
      }
      bias[d] = (float) -shift;
    }
    graph.tensor(prefix + "directions", weights, dimensions, channels, 1, 1);
    graph.tensor(prefix + "shift", bias, dimensions);
    graph.integers(prefix + "whitened_shape", dimensions, places(scale));
    graph.node(
        "Conv",
        prefix + "whitened_map",
        featuresOf(scale),
        prefix + "directions",
        prefix + "shift");
    graph.node(
        "Reshape", prefix + "whitened_flat", prefix + "whitened_map", prefix + "whitened_shape");
    graph.node("Transpose", whitenedOf(scale), prefix + "whitened_flat");
  }

  private List<List<long[]>> tapShapes() throws OnnxFailed {
    GraphWriter graph = new GraphWriter();
    BackboneCopies copies = new BackboneCopies(backbone, graph);
    List<List<String>> names = new ArrayList<>();
    List<PicturePreparation.Input> black = new ArrayList<>();
    for (int scale = 0; scale < scales.size(); scale++) {
      VisualSpec.Scale size = scales.get(scale);
      if (size.height() % STEP != 0 || size.width() % STEP != 0) {
        throw new IllegalArgumentException("sides of a scale are multiples of " + STEP);
      }
      graph.inputOf(size.input(), 1, 3, size.height(), size.width());
      List<String> taps = copies.write(prefix(scale), size.input());
      taps.forEach(graph::outputOf);
      names.add(taps);
      black.add(
          new PicturePreparation.Input(size.width(), size.height(), new float[size.floats()]));
    }
    try (PictureRunner runner =
        new PictureRunner(
            GraphFile.of(graph.build("linewatch_taps"), backbone.operatorSet()), scales)) {
      PictureRunner.Outputs outputs = runner.run(black);
      return names.stream()
          .map(taps -> taps.stream().map(tap -> outputs.get(tap).shape()).toList())
          .toList();
    }
  }
}
