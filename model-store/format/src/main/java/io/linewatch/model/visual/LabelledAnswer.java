package io.linewatch.model.visual;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier's or a detector's output means for a part; {@code labels.json} in its package.
 *
 * @param version of this document; {@value #VERSION}
 * @param labels in the order of the graph's outputs
 * @param activation still to be applied to the output
 * @param blueFirst whether the graph wants blue, green, red in place of red, green, blue
 * @param boxes how a detector's boxes are read; null of a classifier
 * @param rules what makes a part defective; at least one
 */
@JsonPropertyOrder({"version", "labels", "activation", "blueFirst", "boxes", "rules"})
public record LabelledAnswer(
    int version,
    List<String> labels,
    Activation activation,
    boolean blueFirst,
    @Nullable Boxes boxes,
    List<Rule> rules) {
  public static final int VERSION = 1;
  public static final int MAX_LABELS = 1_000;
  public static final int MAX_RULES = 100;
  private static final int MAX_LABEL = 64;

  public LabelledAnswer {
    labels = List.copyOf(labels);
    rules = List.copyOf(rules);
    require(version == VERSION, "labels of version " + version + ", this program reads " + VERSION);
    require(
        !labels.isEmpty() && labels.size() <= MAX_LABELS,
        "there are 1 to " + MAX_LABELS + " labels");
    require(new HashSet<>(labels).size() == labels.size(), "a label appears twice");
    for (String label : labels) {
      require(
          !label.isBlank() && label.length() <= MAX_LABEL,
          "a label has 1 to " + MAX_LABEL + " characters");
    }
    require(
        !rules.isEmpty() && rules.size() <= MAX_RULES,
        "1 to " + MAX_RULES + " rules say what makes a part defective");
    for (Rule rule : rules) {
      require(labels.contains(rule.label()), "a rule is about '" + rule.label() + "', no label");
      require(
          boxes != null || (rule.least() == 0 && rule.most() == 0 && rule.zone() == null),
          "a classifier counts nothing and knows no zones: least and most are 0, zone is null");
    }
    require(
        boxes == null || activation != Activation.SOFTMAX,
        "a detector's scores are independent of each other: NONE or SIGMOID");
  }

  /** What is done to numbers before they are probabilities. Names are format. */
  public enum Activation {
    /** They are probabilities. */
    NONE,
    /** One label is right; they are logits. */
    SOFTMAX,
    /** Each for itself; they are logits. */
    SIGMOID
  }

  /**
   * A detector's output is [1, boxes, 5 + labels]: centre x and y, width, height, whether there is
   * anything, and what, as YOLOX writes it (Ge et al., arXiv:2107.08430).
   *
   * @param grid whether places are still relative to the cells of grids of 8, 16 and 32 pixels, as
   *     YOLOX exports them unless told otherwise; else they are pixels of the input
   * @param overlap two boxes of one label that share more than this (intersection over union) are
   *     one thing: the less sure one goes
   * @param most so many things are looked at, the surest first
   */
  public record Boxes(boolean grid, double overlap, int most) {
    public static final int MAX = 1_000;

    public Boxes {
      require(overlap > 0 && overlap < 1, "the overlap is between 0 and 1");
      require(most >= 1 && most <= MAX, "1 to " + MAX + " things are looked at");
    }
  }

  /**
   * A part is good while it shows at least {@code least} and at most {@code most} of something.
   *
   * @param confidence from which on it counts, above 0, at most 1
   * @param zone counts only what has its centre there; null: anywhere
   */
  public record Rule(String label, double confidence, int least, int most, @Nullable Zone zone) {
    public Rule {
      require(confidence > 0 && confidence <= 1, "a confidence is above 0 and at most 1");
      require(
          least >= 0 && least <= most && most <= Boxes.MAX,
          "least is from 0, most from least to " + Boxes.MAX);
    }
  }

  /** A polygon; corners in shares of the inspected region, from its top left. */
  public record Zone(String name, List<Point> corners) {
    private static final int MAX_CORNERS = 64;

    public Zone {
      corners = List.copyOf(corners);
      require(
          !name.isBlank() && name.length() <= MAX_LABEL,
          "a zone has a name of at most " + MAX_LABEL + " characters");
      require(
          corners.size() >= 3 && corners.size() <= MAX_CORNERS,
          "a zone has 3 to " + MAX_CORNERS + " corners");
    }

    /** Whether a place lies inside (even-odd rule; a border belongs to one side of it). */
    public boolean contains(double x, double y) {
      boolean inside = false;
      Point before = corners.getLast();
      for (Point corner : corners) {
        boolean crosses = corner.y() > y != before.y() > y;
        if (crosses
            && x
                < (before.x() - corner.x()) * (y - corner.y()) / (before.y() - corner.y())
                    + corner.x()) {
          inside = !inside;
        }
        before = corner;
      }
      return inside;
    }
  }

  /** Shares of width and height, 0 to 1. */
  public record Point(double x, double y) {
    public Point {
      require(x >= 0 && x <= 1 && y >= 0 && y <= 1, "a corner lies within 0 to 1");
    }
  }

  /** Why it is not the answer of such a model; null when it is. */
  public @Nullable String problem(VisualSpec spec) {
    return switch (spec.task()) {
      case ANOMALY -> "a model of unlikeness has no labels";
      case CLASSIFICATION -> boxes == null ? shape(spec) : "a classifier has no boxes";
      case DETECTION ->
          boxes == null ? "a detector's labels say how its boxes are read" : shape(spec);
    };
  }

  private static @Nullable String shape(VisualSpec spec) {
    return spec.scales().size() == 1 && spec.aspect() != VisualSpec.Aspect.OWN
        ? null
        : "a classifier or detector has one input of a fixed size";
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
