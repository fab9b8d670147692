package io.linewatch.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The end of a bench: a table, the targets, and as the last line {@code {"bench", "seed", "rows":
 * […], "targets": [{"name", "value", "goal", "met"}]}}. One thread.
 */
public final class BenchReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String bench;
  private final long seed;
  private final List<Map<String, Object>> rows = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();

  public BenchReport(String bench, long seed) {
    this.bench = bench;
    this.seed = seed;
  }

  /**
   * Adds a row. Its first entry names it.
   *
   * @param cells column to text, whole number, number with a fraction, or truth value; a column
   *     that a row leaves out stays blank
   */
  public void row(Map<String, ?> cells) {
    rows.add(new LinkedHashMap<>(cells));
  }

  public void target(Target target) {
    targets.add(target);
  }

  public List<Target> targets() {
    return List.copyOf(targets);
  }

  String bench() {
    return bench;
  }

  long seed() {
    return seed;
  }

  List<Map<String, Object>> rows() {
    return List.copyOf(rows);
  }

  /** Table, targets, JSON line. */
  public void print(PrintStream out) {
    out.println();
    table().forEach(out::println);
    out.println();
    targets.forEach(target -> out.println(target.sentence()));
    out.println(json().toString());
    out.flush();
  }

  private List<String> table() {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.copyOf(columns));
    for (Map<String, Object> row : rows) {
      lines.add(columns.stream().map(column -> text(row.get(column))).toList());
    }
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    return lines.stream().map(line -> padded(line, widths)).toList();
  }

  private static String padded(List<String> line, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String form = i == 0 ? "%-" + widths[i] + "s" : "  %" + widths[i] + "s";
      text.append(String.format(Locale.ROOT, form, line.get(i)));
    }
    return text.toString().stripTrailing();
  }

  /** A cell as people read it: three digits, thousands with separators. */
  static String text(@Nullable Object cell) {
    return switch (cell) {
      case null -> "";
      case Double number when Math.abs(number) >= 1000 ->
          String.format(Locale.ROOT, "%,.0f", number);
      case Double number -> String.format(Locale.ROOT, "%.3g", number);
      case Long number -> String.format(Locale.ROOT, "%,d", number);
      case Integer number -> String.format(Locale.ROOT, "%,d", number);
      default -> cell.toString();
    };
  }

  /** The whole report: bench, seed, rows, targets. */
  ObjectNode json() {
    ObjectNode root = JSON.createObjectNode().put("bench", bench).put("seed", seed);
    ArrayNode rowNodes = root.putArray("rows");
    rows.forEach(row -> rowNodes.add(JSON.valueToTree(row)));
    ArrayNode targetNodes = root.putArray("targets");
    for (Target target : targets) {
      targetNodes
          .addObject()
          .put("name", target.name())
          .put("value", target.value())
          .put("goal", target.goalText())
          .put("met", target.met());
    }
    return root;
  }
}
