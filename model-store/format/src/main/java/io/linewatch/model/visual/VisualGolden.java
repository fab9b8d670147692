package io.linewatch.model.visual;

import org.jspecify.annotations.Nullable;

/**
 * What the fit computed for the golden picture; {@code golden.json} of a visual package. A gateway
 * runs the picture through the graph before the model scores.
 *
 * @param version of this document; {@value #VERSION}
 * @param tolerance greatest difference allowed, relative to the greater of 100 % and the expected
 *     value
 * @param score percent of the limit
 * @param heatMap rows × columns, percent of the limit of a place
 */
public record VisualGolden(int version, double tolerance, double score, float[] heatMap) {
  public static final int VERSION = 1;
  private static final double WHOLE = 100;

  public VisualGolden {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "a golden sample of version " + version + ", this program reads " + VERSION);
    }
    if (!(tolerance > 0 && tolerance <= 0.01)) {
      throw new IllegalArgumentException("the tolerance must be above 0 and at most 0.01");
    }
    boolean finite = Double.isFinite(score);
    for (float value : heatMap) {
      finite &= Float.isFinite(value);
    }
    if (!finite) {
      throw new IllegalArgumentException("the golden sample has a number that is not finite");
    }
  }

  /**
   * Compares what a graph answered for the golden picture.
   *
   * @return what differs, or null when everything is within the tolerance
   */
  public @Nullable String difference(VisualScore answered) {
    if (differs(score, answered.percent())) {
      return "the golden picture's score is " + answered.percent() + ", expected " + score;
    }
    float[] map = answered.map().percent();
    if (map.length != heatMap.length) {
      return "the heat-map has " + map.length + " places, expected " + heatMap.length;
    }
    for (int i = 0; i < map.length; i++) {
      if (differs(heatMap[i], map[i])) {
        return "the golden picture's heat-map is "
            + map[i]
            + " at place "
            + i
            + ", expected "
            + heatMap[i];
      }
    }
    return null;
  }

  private boolean differs(double expected, double actual) {
    // Negated so that NaN differs.
    return !(Math.abs(expected - actual) <= tolerance * Math.max(WHOLE, Math.abs(expected)));
  }
}
