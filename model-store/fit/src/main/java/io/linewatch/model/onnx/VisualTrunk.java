package io.linewatch.model.onnx;

import io.linewatch.model.visual.VisualSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From pictures to what each place looks like: backbone, taps brought to one grid of {@value #STEP}
 * pixels, channels of all taps behind each other, and, once it is known, the whitening that makes
 * few of many.
 */
public final class VisualTrunk {
  /** Pixels of a scale between two places. */
  public static final int STEP = 16;

  private static final String FEATURES = "features";

  private final Backbone backbone;
  private final List<VisualSpec.Scale> scales;
  private final boolean free;
  private final int wholeScales;
  private final TapShapes tapShapes;

  /**
   * @param aspect where it is {@link VisualSpec.Aspect#OWN}, inputs are of any size, and their taps
   *     are interpolated on the grid of the scale
   * @param scales those that are tiled after the others
   * @throws OnnxFailed when the runtime does not take the backbone at these scales
   */
  public VisualTrunk(Backbone backbone, List<VisualSpec.Scale> scales, VisualSpec.Aspect aspect)
      throws OnnxFailed {
    this.backbone = backbone;
    this.scales = List.copyOf(scales);
    this.free = aspect == VisualSpec.Aspect.OWN;
    Set<TapShapes.Size> sizes = new HashSet<>();
    for (VisualSpec.Scale scale : scales) {
      if (scale.height() % STEP != 0 || scale.width() % STEP != 0) {
        throw new IllegalArgumentException("sides of a scale are multiples of " + STEP);
      }
      sizes.add(seen(scale));
    }
    this.wholeScales = (int) scales.stream().filter(scale -> scale.tile() == null).count();
    if (wholeScales == 0
        || scales.subList(0, wholeScales).stream().anyMatch(s -> s.tile() != null)) {
      throw new IllegalArgumentException(
          "what is seen as a whole comes before what is tiled, and there is some");
    }
    this.tapShapes = TapShapes.of(backbone, sizes);
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

  /** How many scales are seen as a whole; those that are tiled come after them. */
  public int wholeScales() {
    return wholeScales;
  }

  /** In how many tiles a scale is looked at; 1 where it is seen as a whole. */
  public static int tiles(VisualSpec.Scale scale) {
    TiledTaps tiles = tiled(scale);
    return tiles == null ? 1 : tiles.count();
  }

  /** Pixels that the backbone is shown of a scale, those that tiles share each time. */
  public static long pixelsSeen(VisualSpec.Scale scale) {
    TapShapes.Size seen = seen(scale);
    return (long) tiles(scale) * seen.width() * seen.height();
  }

  /** Channels of a scale's taps together. */
  public int channels(int scale) {
    return (int) shapes(scale).subList(0, taps(scale)).stream().mapToLong(s -> s[1]).sum();
  }

  /** Mean and spread of every channel of the coarsest taps. */
  public int contextChannels() {
    List<long[]> shapes = shapes(0);
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
    return prefix(scale) + FEATURES;
  }

  /** Name of the output of {@link #whitenedOnnx}, [places, dimensions]. */
  public static String whitenedOf(int scale) {
    return prefix(scale) + WhiteningNodes.ROWS;
  }

  /** Name of the output of {@link #whitenedOnnx} of a whole scale, [1, context channels]. */
  public static String contextOf(int scale) {
    return prefix(scale) + "context";
  }

  /** The trunk without whitening, for the one who learns it. */
  public byte[] featuresOnnx() {
    GraphWriter graph = new GraphWriter();
    writeMaps(graph, false);
    for (int scale = 0; scale < scales.size(); scale++) {
      graph.outputOf(featuresOf(scale), 1, channels(scale), rows(scale), columns(scale));
    }
    return GraphFile.of(graph.build("linewatch_features"), backbone.operatorSet());
  }

  /** The trunk with its whitening by scale, for the one who learns a head. */
  public byte[] whitenedOnnx(List<Whitening> whitenings) {
    GraphWriter graph = new GraphWriter();
    write(graph, whitenings);
    for (int scale = 0; scale < scales.size(); scale++) {
      if (scale < wholeScales()) {
        ContextNodes.write(graph, backbone, scale);
        graph.outputOf(contextOf(scale), 1, contextChannels());
      }
      graph.outputOf(whitenedOf(scale), places(scale), whitenings.get(scale).dimensions());
    }
    return GraphFile.of(graph.build("linewatch_whitened"), backbone.operatorSet());
  }

  /**
   * How many taps describe a scale's places. In tiles none that is coarser than the places: it sees
   * hundreds of pixels around, so that it would show where a tile ends, and nothing of a speck.
   */
  private int taps(int scale) {
    List<long[]> shapes = shapes(scale);
    if (scale < wholeScales) {
      return shapes.size();
    }
    int rows = seen(scales.get(scale)).height() / STEP;
    return (int) Math.max(1, shapes.stream().filter(shape -> shape[2] >= rows).count());
  }

  private List<long[]> shapes(int scale) {
    return tapShapes.of(seen(scales.get(scale)));
  }

  /** What the backbone is shown at once: the whole, or a tile. */
  private static TapShapes.Size seen(VisualSpec.Scale scale) {
    TiledTaps tiles = tiled(scale);
    return tiles == null ? new TapShapes.Size(scale.width(), scale.height()) : tiles.size();
  }

  Backbone backbone() {
    return backbone;
  }

  long operatorSet() {
    return backbone.operatorSet();
  }

  /** Everything up to {@link #whitenedOf}. */
  void write(GraphWriter graph, List<Whitening> whitenings) {
    for (int scale = 0; scale < scales.size(); scale++) {
      WhiteningNodes.writeWeights(graph, prefix(scale), whitenings.get(scale));
    }
    writeMaps(graph, true);
    for (int scale = 0; scale < scales.size(); scale++) {
      WhiteningNodes.writeRows(
          graph, prefix(scale), whitenings.get(scale).dimensions(), places(scale));
    }
  }

  static String prefix(int scale) {
    return "scale_" + scale + "/";
  }

  /** Features of all scales, or what whitening makes of them. */
  private void writeMaps(GraphWriter graph, boolean whitened) {
    BackboneCopies copies = new BackboneCopies(backbone, graph);
    TapGrid grid = new TapGrid(tapShapes, free);
    for (int i = 0; i < scales.size(); i++) {
      int scale = i;
      VisualSpec.Scale size = scales.get(scale);
      if (free) {
        graph.inputOf(size.input(), 1, 3, -1, -1);
      } else {
        graph.inputOf(size.input(), 1, 3, size.height(), size.width());
      }
      TiledTaps.Look look =
          (prefix, input, seen) -> {
            List<String> taps = copies.write(prefix, input, taps(scale));
            grid.write(graph, prefix + FEATURES, taps, seen);
            // Tile by tile, as a thousand channels of all tiles would have to wait for the last.
            return whitened
                ? WhiteningNodes.write(graph, prefix(scale), prefix, FEATURES)
                : prefix + FEATURES;
          };
      TiledTaps tiles = tiled(size);
      if (tiles == null) {
        look.write(prefix(scale), size.input(), seen(size));
      } else {
        tiles.write(
            graph, prefix(scale), look, prefix(scale) + (whitened ? WhiteningNodes.MAP : FEATURES));
      }
    }
  }

  private static @Nullable TiledTaps tiled(VisualSpec.Scale scale) {
    Integer tile = scale.tile();
    return tile == null ? null : new TiledTaps(scale, tile);
  }
}
