package io.linewatch.model.visual;

import io.linewatch.model.visual.LabelledAnswer.Rule;
import io.linewatch.model.visual.LabelledAnswer.Zone;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * From things to a score in percent of the limit, so that labels are reviewed, told and drawn as
 * unlikeness is. Of something too many, it is the confidence of the first that is too many over the
 * rule's; of something missing, the rule's over the confidence of the last that is needed: both
 * cross 100 % where the count changes, and neither jumps. Pure.
 */
final class LabelRules {
  /** Where there is nothing at all that could be the missing one. */
  private static final double MISSING = 1_000;

  private final List<Rule> rules;

  LabelRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** What is less sure than this decides nothing. */
  double leastConfidence() {
    return rules.stream().mapToDouble(Rule::confidence).min().orElseThrow() * 100 / MISSING;
  }

  private record Judged(Rule rule, double percent, boolean missing, String said) {}

  /**
   * @param found the surest first
   */
  VisualScore judge(List<FoundObject> found, int rows, int columns) {
    Judged worst = null;
    float[] map = new float[rows * columns];
    for (Rule rule : rules) {
      List<FoundObject> counted = found.stream().filter(object -> counts(rule, object)).toList();
      for (Judged judged : List.of(tooMany(rule, counted), tooFew(rule, counted))) {
        worst = worst == null || judged.percent() > worst.percent() ? judged : worst;
        draw(judged, counted, map, rows, columns);
      }
    }
    if (worst == null) {
      throw new IllegalStateException("a package has rules");
    }
    return new VisualScore(
        worst.percent(),
        new HeatMap(rows, columns, map),
        worst.percent() > 100 ? worst.said() : "");
  }

  private static boolean counts(Rule rule, FoundObject object) {
    Zone zone = rule.zone();
    return object.label().equals(rule.label())
        && (zone == null || zone.contains(object.centreX(), object.centreY()));
  }

  private static Judged tooMany(Rule rule, List<FoundObject> counted) {
    double confidence = counted.size() > rule.most() ? counted.get(rule.most()).confidence() : 0;
    String said =
        rule.most() == 0
            ? String.format(Locale.ROOT, "%s (%.2f)%s", rule.label(), confidence, where(rule))
            : "more than " + rule.most() + " × " + rule.label() + where(rule);
    return new Judged(rule, 100 * confidence / rule.confidence(), false, said);
  }

  private static Judged tooFew(Rule rule, List<FoundObject> counted) {
    if (rule.least() == 0) {
      return new Judged(rule, 0, true, "");
    }
    double last = counted.size() < rule.least() ? 0 : counted.get(rule.least() - 1).confidence();
    long there = counted.stream().filter(o -> o.confidence() >= rule.confidence()).count();
    return new Judged(
        rule,
        last == 0 ? MISSING : Math.min(MISSING, 100 * rule.confidence() / last),
        true,
        there + " of " + rule.least() + " × " + rule.label() + where(rule));
  }

  private static String where(Rule rule) {
    Zone zone = rule.zone();
    return zone == null ? "" : " in " + zone.name();
  }

  /** What is too many where it is; what is missing where it should be. */
  private static void draw(
      Judged judged, List<FoundObject> counted, float[] map, int rows, int columns) {
    if (judged.missing()) {
      // A thing that is there leaves no mark because its confidence might have been higher.
      if (judged.percent() > 100) {
        Zone zone = judged.rule().zone();
        fill(
            map,
            rows,
            columns,
            (float) judged.percent(),
            (x, y) -> zone == null || zone.contains(x, y));
      }
      return;
    }
    for (FoundObject object :
        counted.subList(Math.min(judged.rule().most(), counted.size()), counted.size())) {
      PictureRegion box = object.box();
      float percent = (float) (100 * object.confidence() / judged.rule().confidence());
      double halfX = 0.5 / columns;
      double halfY = 0.5 / rows;
      fill(
          map,
          rows,
          columns,
          percent,
          (x, y) ->
              x > box.left() - halfX
                  && x < box.right() + halfX
                  && y > box.top() - halfY
                  && y < box.bottom() + halfY);
    }
  }

  private interface Place {
    boolean covers(double x, double y);
  }

  private static void fill(float[] map, int rows, int columns, float percent, Place place) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        if (place.covers((column + 0.5) / columns, (row + 0.5) / rows)) {
          int at = row * columns + column;
          map[at] = Math.max(map[at], percent);
        }
      }
    }
  }

  /** Probabilities of a classifier, whatever its activation. */
  static double[] probabilities(float[] values, LabelledAnswer.Activation activation) {
    double[] all = new double[values.length];
    for (int i = 0; i < all.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalStateException("the classifier answers numbers that are not finite");
      }
      all[i] = values[i];
    }
    return switch (activation) {
      case NONE -> all;
      case SIGMOID -> Arrays.stream(all).map(v -> 1 / (1 + Math.exp(-v))).toArray();
      case SOFTMAX -> {
        double greatest = Arrays.stream(all).max().orElseThrow();
        double[] powers = Arrays.stream(all).map(v -> Math.exp(v - greatest)).toArray();
        double sum = Arrays.stream(powers).sum();
        yield Arrays.stream(powers).map(v -> v / sum).toArray();
      }
    };
  }
}
