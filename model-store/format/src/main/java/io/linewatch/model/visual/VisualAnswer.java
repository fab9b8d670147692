package io.linewatch.model.visual;

import io.linewatch.model.visual.LabelledAnswer.Boxes;
import io.linewatch.model.visual.PicturePreparation.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From a graph's numbers to a score and a map, whatever the task; the same in fit, bench and
 * gateway. Pure. Safe from any thread.
 */
public final class VisualAnswer {
  private final VisualSpec spec;
  private final @Nullable LabelledAnswer labels;

  /**
   * @param labels of a classifier or detector; null of a model of unlikeness
   * @throws IllegalArgumentException when they do not belong together
   */
  public VisualAnswer(VisualSpec spec, @Nullable LabelledAnswer labels) {
    this.spec = spec;
    this.labels = labels;
    if (labels == null && spec.task() != VisualSpec.Task.ANOMALY) {
      throw new IllegalArgumentException("a classifier or detector says what its labels mean");
    }
    String problem = labels == null ? null : labels.problem(spec);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
  }

  /**
   * @param outputs the numbers of an output by its name, the last dimension first
   * @param frame where the inspected region lies on the graph's first input
   * @throws IllegalStateException when an output has another shape or is not finite
   */
  public VisualScore read(Function<String, float[]> outputs, Frame frame) {
    VisualSpec.Outputs names = spec.outputs();
    float[] answered = outputs.apply(names.score());
    if (labels == null) {
      float[] map = outputs.apply(names.heatMap());
      require(answered.length == 1 && map.length == names.rows() * names.columns());
      return new VisualScore(answered[0], new HeatMap(names.rows(), names.columns(), map));
    }
    LabelRules rules = new LabelRules(labels.rules());
    return rules.judge(found(labels, answered, rules, frame), names.rows(), names.columns());
  }

  private List<FoundObject> found(
      LabelledAnswer of, float[] answered, LabelRules rules, Frame frame) {
    Boxes boxes = of.boxes();
    if (boxes == null) {
      require(answered.length == of.labels().size());
      double[] probabilities = LabelRules.probabilities(answered, of.activation());
      List<FoundObject> all = new ArrayList<>();
      for (int i = 0; i < probabilities.length; i++) {
        all.add(new FoundObject(of.labels().get(i), probabilities[i], PictureRegion.WHOLE));
      }
      all.sort(Comparator.comparingDouble(FoundObject::confidence).reversed());
      return all;
    }
    VisualSpec.Scale input = spec.scales().getFirst();
    int columns = 5 + of.labels().size();
    require(answered.length % columns == 0);
    require(!boxes.grid() || answered.length / columns == DetectorReading.cells(input));
    return new DetectorReading(of, boxes, input, frame).read(answered, rules.leastConfidence());
  }

  private void require(boolean fits) {
    if (!fits) {
      throw new IllegalStateException("model " + spec.name() + " answers in another shape");
    }
  }
}
