package io.linewatch.domain.sheet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linewatch.domain.config.ConfigReader.Result;
import io.linewatch.domain.config.Problem;
import io.linewatch.domain.config.RecordBinder;
import io.linewatch.domain.config.Scalars;
import io.linewatch.domain.config.TextTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tree of text, wherever it came from, becomes a sheet. Tables may be left out; rows that cannot
 * be read do not hide what is wrong with the others.
 */
final class SheetReading {
  private static final Pattern ROW_PATH = Pattern.compile("(\\w+)\\[(\\d+)\\](.*)");

  private final List<Problem> problems = new ArrayList<>();
  private final TextTree tree;
  private final UnaryOperator<Problem> placed;

  /**
   * @param placed puts a problem of the tree to its place in the text
   */
  SheetReading(TextTree tree, UnaryOperator<Problem> placed) {
    this.tree = tree;
    this.placed = placed;
    problems.addAll(tree.problems());
  }

  /** The sheet, if every row can be read; whether it makes sense is another question. */
  Result<PlantSheet> read() {
    PlantSheet sheet = null;
    if (tree.root() instanceof ObjectNode root) {
      RecordBinder binder = new RecordBinder(Scalars.LENIENT);
      sheet = binder.bind(completed(root), PlantSheet.class, "");
      problems.addAll(binder.problems());
    } else if (problems.isEmpty()) {
      problems.add(new Problem("", "must be a group of tables, starting with 'site:'"));
    }
    return new Result<>(
        problems.isEmpty() ? sheet : null, problems.stream().map(placed).distinct().toList());
  }

  /** All that is wrong, in form and in sense, at once. */
  List<Problem> check() {
    Result<PlantSheet> whole = read();
    if (whole.value() != null) {
      return PlantSheetCheck.problems(whole.value()).stream().map(placed).toList();
    }
    List<Problem> all = new ArrayList<>(whole.problems());
    if (tree.root() instanceof ObjectNode root) {
      all.addAll(checkReadableRows(root));
    }
    return all;
  }

  private List<Problem> checkReadableRows(ObjectNode root) {
    ObjectNode readable = JsonNodeFactory.instance.objectNode();
    Map<String, List<Integer>> kept = new HashMap<>();
    Set<String> incomplete = new HashSet<>();
    SheetTables.TYPES.forEach((table, type) -> {
      List<Integer> places = kept.computeIfAbsent(table, name -> new ArrayList<>());
      ArrayNode rows = readable.putArray(table);
      JsonNode given = root.path(table);
      for (int i = 0; i < given.size(); i++) {
        if (given.isArray()
            && new RecordBinder(Scalars.LENIENT).bind(given.get(i), type, "") != null) {
          rows.add(given.get(i));
          places.add(i);
        }
      }
      if (places.size() < given.size() || !(given.isMissingNode() || given.isArray())) {
        incomplete.add(table);
      }
    });
    JsonNode site = root.get("site");
    readable.put("site", site != null && site.isTextual() ? site.textValue() : "");
    if (site == null || !site.isTextual()) {
      incomplete.add("site");
    }
    PlantSheet part = new RecordBinder(Scalars.LENIENT).bind(readable, PlantSheet.class, "");
    return part == null
        ? List.of()
        : PlantSheetCheck.problems(part, incomplete).stream()
            .map(problem -> renumbered(problem, kept))
            .map(placed)
            .toList();
  }

  private static Problem renumbered(Problem problem, Map<String, List<Integer>> kept) {
    Matcher row = ROW_PATH.matcher(problem.path());
    if (!row.matches()) {
      return problem;
    }
    int place = kept.getOrDefault(row.group(1), List.of()).get(Integer.parseInt(row.group(2)));
    return new Problem(row.group(1) + "[" + place + "]" + row.group(3), problem.message());
  }

  /** Tables that are left out or empty are empty. */
  private static ObjectNode completed(ObjectNode root) {
    ObjectNode completed = root.objectNode();
    completed.setAll(root);
    for (String table : SheetTables.TYPES.keySet()) {
      if (root.path(table).isMissingNode() || root.path(table).isNull()) {
        completed.putArray(table);
      }
    }
    return completed;
  }
}
