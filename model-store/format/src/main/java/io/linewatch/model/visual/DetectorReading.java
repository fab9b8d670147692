package io.linewatch.model.visual;

import io.linewatch.model.visual.LabelledAnswer.Boxes;
import io.linewatch.model.visual.PicturePreparation.Frame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Things from a detector's numbers: boxes as YOLOX writes them, one kept of those that lie on each
 * other (greedy non-maximum suppression by label). Pure.
 */
final class DetectorReading {
  private static final int[] STRIDES = {8, 16, 32};
  private static final int BEFORE_LABELS = 5;

  /** Of boxes that may count, so many of the surest are compared with each other. */
  private static final int MOST_COMPARED = 3_000;

  private final LabelledAnswer answer;
  private final Boxes boxes;
  private final int width;
  private final int height;
  private final Frame frame;

  /**
   * @param input size of the graph's input, in pixels
   * @param frame where the inspected region lies on it
   */
  DetectorReading(LabelledAnswer answer, Boxes boxes, VisualSpec.Scale input, Frame frame) {
    this.answer = answer;
    this.boxes = boxes;
    this.width = input.width();
    this.height = input.height();
    this.frame = frame;
  }

  /** Boxes of an input, as {@link Boxes#grid()} has them. */
  static int cells(VisualSpec.Scale input) {
    int cells = 0;
    for (int stride : STRIDES) {
      cells += (input.width() / stride) * (input.height() / stride);
    }
    return cells;
  }

  /**
   * @param values boxes × (5 + labels), box after box
   * @param least what is less sure is left out
   * @return the surest first
   * @throws IllegalStateException when a number is not finite
   */
  List<FoundObject> read(float[] values, double least) {
    int columns = BEFORE_LABELS + answer.labels().size();
    List<FoundObject> candidates = new ArrayList<>();
    int stride = 0;
    int inStride = 0;
    for (int row = 0; row * columns < values.length; row++) {
      int across = width / STRIDES[stride];
      if (boxes.grid() && inStride == across * (height / STRIDES[stride])) {
        stride++;
        inStride = 0;
        across = width / STRIDES[stride];
      }
      take(values, row * columns, least, STRIDES[stride], inStride, across, candidates);
      inStride++;
    }
    candidates.sort(Comparator.comparingDouble(FoundObject::confidence).reversed());
    return kept(candidates.subList(0, Math.min(candidates.size(), MOST_COMPARED)));
  }

  private void take(
      float[] values,
      int at,
      double least,
      int stride,
      int cell,
      int across,
      List<FoundObject> candidates) {
    double anything = probability(values[at + 4]);
    for (int label = 0; label < answer.labels().size(); label++) {
      double confidence = anything * probability(values[at + BEFORE_LABELS + label]);
      if (!Double.isFinite(confidence)) {
        throw new IllegalStateException("the detector answers numbers that are not finite");
      }
      if (confidence >= least) {
        double x = values[at];
        double y = values[at + 1];
        double wide = values[at + 2];
        double high = values[at + 3];
        if (boxes.grid()) {
          int cellColumn = cell % across;
          int cellRow = cell / across;
          x = (x + cellColumn) * stride;
          y = (y + cellRow) * stride;
          wide = Math.exp(wide) * stride;
          high = Math.exp(high) * stride;
        }
        add(answer.labels().get(label), confidence, x, y, wide, high, candidates);
      }
    }
  }

  /** Cut to the region; what lies outside of it is on what was filled in. */
  private void add(
      String label,
      double confidence,
      double x,
      double y,
      double wide,
      double high,
      List<FoundObject> candidates) {
    double left = share(x - wide / 2 - frame.left(), frame.width());
    double right = share(x + wide / 2 - frame.left(), frame.width());
    double top = share(y - high / 2 - frame.top(), frame.height());
    double bottom = share(y + high / 2 - frame.top(), frame.height());
    if (left < right && top < bottom) {
      candidates.add(
          new FoundObject(
              label, Math.min(1, confidence), new PictureRegion(left, top, right, bottom)));
    }
  }

  private static double share(double pixels, double of) {
    if (Double.isNaN(pixels)) {
      throw new IllegalStateException("the detector answers places that are no numbers");
    }
    return Math.clamp(pixels / of, 0, 1);
  }

  private double probability(float value) {
    return answer.activation() == LabelledAnswer.Activation.SIGMOID
        ? 1 / (1 + Math.exp(-value))
        : value;
  }

  private List<FoundObject> kept(List<FoundObject> surestFirst) {
    List<FoundObject> kept = new ArrayList<>();
    for (FoundObject candidate : surestFirst) {
      boolean same =
          kept.stream()
              .anyMatch(other ->
                  other.label().equals(candidate.label())
                      && other.overlap(candidate) > boxes.overlap());
      if (!same) {
        kept.add(candidate);
        if (kept.size() == boxes.most()) {
          break;
        }
      }
    }
    return List.copyOf(kept);
  }
}
