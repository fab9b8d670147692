package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.linewatch.model.onnx.TapShapes.Size;
import io.linewatch.model.visual.VisualSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at a large picture tile by tile inside one graph. Tiles overlap: each sees {@value #MARGIN}
 * pixels and more beyond its core, but for the picture's own edge, and only its core's places are
 * kept, so that a place hardly knows which tile it was in: of a backbone's values on a grid of 16
 * pixels, see TiledTapsTest; coarser ones see too far. Each tile has nodes of its own: the runtime
 * takes one after the other. All see as many pixels: it keeps a value's memory for the next one of
 * the same shape, and would keep that of each shape until the end.
 *
 * <p>Cores begin at multiples of {@link VisualSpec.Scale#TILE_STEP}, so that a backbone that halves
 * its input five times halves a tile where it would halve the whole.
 */
final class TiledTaps {
  /** Pixels seen around a tile's core. */
  static final int MARGIN = 64;

  private static final List<Long> AXES = List.of(2L, 3L);

  private final VisualSpec.Scale scale;
  private final List<Span> down;
  private final List<Span> across;

  /**
   * @param scale with tiles
   * @param tile most pixels of a core's side
   */
  TiledTaps(VisualSpec.Scale scale, int tile) {
    this.scale = scale;
    this.down = spans(scale.height(), tile);
    this.across = spans(scale.width(), tile);
  }

  /**
   * One tile along one side, in pixels; ends are exclusive.
   *
   * @param from where its core begins
   * @param to where its core ends
   * @param seenFrom with its margin
   * @param seenTo with its margin
   */
  record Span(int from, int to, int seenFrom, int seenTo) {
    int seen() {
      return seenTo - seenFrom;
    }
  }

  /** Writes nodes from a picture to a map [1, channels, rows, columns]. */
  interface Look {
    /**
     * @param prefix of the nodes' names
     * @param input the picture's name
     * @return name of the map
     */
    String write(String prefix, String input, Size size);
  }

  int count() {
    return down.size() * across.size();
  }

  /** Of every tile with what it sees around. */
  Size size() {
    return new Size(across.getFirst().seen(), down.getFirst().seen());
  }

  /** As few tiles as there can be, of nearly one size. */
  static List<Span> spans(int pixels, int tile) {
    int step = VisualSpec.Scale.TILE_STEP;
    int units = pixels / step;
    int count = Math.ceilDiv(pixels, tile);
    int seen = Math.min(pixels, Math.ceilDiv(units, count) * step + 2 * MARGIN);
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = units * i / count * step;
      int to = units * (i + 1) / count * step;
      int seenFrom = Math.clamp(from - MARGIN, 0, pixels - seen);
      spans.add(new Span(from, to, seenFrom, seenFrom + seen));
    }
    return spans;
  }

  /**
   * @param prefix of the scale's names
   * @param look at one tile
   * @param output name of the map of the whole
   */
  void write(GraphWriter graph, String prefix, Look look, String output) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < down.size(); row++) {
      List<String> tiles = new ArrayList<>();
      for (int column = 0; column < across.size(); column++) {
        tiles.add(
            tile(
                graph,
                prefix + "tile_" + row + "_" + column + "/",
                down.get(row),
                across.get(column),
                look));
      }
      String name = prefix + "tiles_" + row;
      concatenate(graph, name, tiles, AXES.getLast());
      rows.add(name);
    }
    concatenate(graph, output, rows, AXES.getFirst());
  }

  private String tile(GraphWriter graph, String prefix, Span down, Span across, Look look) {
    String picture = prefix + "picture";
    slice(
        graph,
        picture,
        scale.input(),
        new long[] {down.seenFrom(), across.seenFrom()},
        new long[] {down.seenTo(), across.seenTo()});
    String map = look.write(prefix, picture, size());
    String core = prefix + "core";
    slice(
        graph,
        core,
        map,
        new long[] {
          places(down.from() - down.seenFrom()), places(across.from() - across.seenFrom())
        },
        new long[] {places(down.to() - down.seenFrom()), places(across.to() - across.seenFrom())});
    return core;
  }

  private static long places(int pixels) {
    return pixels / VisualTrunk.STEP;
  }

  private static void slice(
      GraphWriter graph, String output, String input, long[] starts, long[] ends) {
    graph.integers(output + "_starts", starts);
    graph.integers(output + "_ends", ends);
    graph.integers(output + "_axes", AXES.stream().mapToLong(Long::longValue).toArray());
    graph.node("Slice", output, input, output + "_starts", output + "_ends", output + "_axes");
  }

  private static void concatenate(GraphWriter graph, String output, List<String> parts, long axis) {
    graph.node(
        NodeProto.newBuilder()
            .setOpType("Concat")
            .addAllInput(parts)
            .addOutput(output)
            .addAttribute(NodeAttributes.integer("axis", axis)));
  }
}
