package io.linewatch.bench.visual;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is published of the public sets of pictures, what simple methods reach, and our goals. */
final class PublishedPictures {
  private static final String PAPERS = "from memory of the papers";
  private static final String FLOOR = "the set's description";

  /** What is published of one set. */
  private record Other(String set, String who, String column, String value, String source) {}

  private static final List<Other> OTHERS =
      List.of(
          new Other("magnetic-tile", "CS-Flow", SetEvaluation.IMAGE, "0.993", PAPERS),
          new Other(
              "magnetic-tile", "PatchCore, WideResNet-50", SetEvaluation.IMAGE, "0.979", PAPERS),
          new Other("magnetic-tile", "PCA reconstruction", SetEvaluation.IMAGE, "0.621", FLOOR),
          new Other("kolektorsdd", "nearest patch, hand-made", SetEvaluation.IMAGE, "0.835", FLOOR),
          new Other("cookie", "PCA reconstruction", SetEvaluation.IMAGE, "0.988", FLOOR),
          new Other(
              "deeppcb",
              "its authors, with classes learned",
              TemplatePairs.F_SCORE,
              "0.982",
              "tangsanli5201/DeepPCB, README"));

  /** What must be reached, and what should be. */
  private static final Map<String, List<Double>> GOALS =
      Map.of(
          "magnetic-tile", List.of(0.97, 0.985),
          "kolektorsdd", List.of(0.95, 0.97),
          "cookie", List.of(0.97, 0.99),
          "deeppcb", List.of(0.95, 0.98));

  private PublishedPictures() {}

  static Stream<Map<String, Object>> rows(String set) {
    return OTHERS.stream().filter(other -> other.set.equals(set)).map(PublishedPictures::cells);
  }

  private static Map<String, Object> cells(Other other) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("set", other.set);
    cells.put("who", other.who);
    cells.put(other.column, other.value);
    cells.put("source", other.source);
    return cells;
  }

  /** By what follows the target's name; empty for anybody's own pictures. */
  static Map<String, Double> goals(String set) {
    Map<String, Double> goals = new LinkedHashMap<>();
    List<Double> known = GOALS.getOrDefault(set, List.of());
    if (!known.isEmpty()) {
      goals.put("", known.getFirst());
      goals.put(", goal", known.getLast());
    }
    return goals;
  }
}
