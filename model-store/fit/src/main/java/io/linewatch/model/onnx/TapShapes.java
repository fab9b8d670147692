package io.linewatch.model.onnx;

import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.VisualSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How large a backbone's taps are for inputs of some sizes, as the runtime answers. */
final class TapShapes {
  private final Map<Size, List<long[]>> bySize;

  private TapShapes(Map<Size, List<long[]>> bySize) {
    this.bySize = bySize;
  }

  /** Pixels of what the backbone is shown. */
  record Size(int width, int height) implements Comparable<Size> {
    @Override
    public int compareTo(Size other) {
      int wider = Integer.compare(width, other.width);
      return wider == 0 ? Integer.compare(height, other.height) : wider;
    }
  }

  /**
   * Shows the backbone black pictures.
   *
   * @throws OnnxFailed when the runtime does not take the backbone at these sizes
   */
  static TapShapes of(Backbone backbone, Set<Size> sizes) throws OnnxFailed {
    GraphWriter graph = new GraphWriter();
    BackboneCopies copies = new BackboneCopies(backbone, graph);
    Map<Size, List<String>> names = new HashMap<>();
    List<VisualSpec.Scale> inputs = new ArrayList<>();
    List<PicturePreparation.Input> black = new ArrayList<>();
    for (Size size : new TreeSet<>(sizes)) {
      String name = "size_" + size.width() + "_" + size.height();
      VisualSpec.Scale input = new VisualSpec.Scale(name, size.width(), size.height());
      graph.inputOf(name, 1, 3, size.height(), size.width());
      List<String> taps = copies.write(name + "/", name);
      taps.forEach(graph::outputOf);
      names.put(size, taps);
      inputs.add(input);
      black.add(
          new PicturePreparation.Input(size.width(), size.height(), new float[input.floats()]));
    }
    Map<Size, List<long[]>> shapes = new HashMap<>();
    try (PictureRunner runner =
        new PictureRunner(
            GraphFile.of(graph.build("linewatch_taps"), backbone.operatorSet()), inputs)) {
      PictureRunner.Outputs outputs = runner.run(black);
      names.forEach((size, taps) ->
          shapes.put(size, taps.stream().map(tap -> outputs.get(tap).shape()).toList()));
    }
    return new TapShapes(shapes);
  }

  /**
   * By tap, [1, channels, rows, columns].
   *
   * @throws IllegalArgumentException when the backbone was shown no such size
   */
  List<long[]> of(Size size) {
    List<long[]> shapes = bySize.get(size);
    if (shapes == null) {
      throw new IllegalArgumentException("no taps are known of " + size);
    }
    return shapes;
  }
}
