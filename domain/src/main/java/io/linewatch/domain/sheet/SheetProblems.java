package io.linewatch.domain.sheet;

import io.linewatch.domain.config.Problem;
import io.linewatch.domain.plant.AssetPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Problems of a sheet as they are found. */
final class SheetProblems {
  private final List<Problem> found = new ArrayList<>();
  private final Set<String> incomplete;

  SheetProblems(Set<String> incomplete) {
    this.incomplete = incomplete;
  }

  void add(String path, String message) {
    if (found.size() < Problem.MAX_KEPT) {
      found.add(new Problem(path, message));
    }
  }

  void add(String table, int row, String column, String message) {
    add(table + "[" + row + "]." + column, message);
  }

  boolean isIncomplete(String table) {
    return incomplete.contains(table);
  }

  /** Reports each row whose key stood in an earlier row. */
  <T> void duplicates(String table, List<T> rows, Function<T, String> key, String column) {
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      String name = key.apply(rows.get(i));
      if (first.putIfAbsent(name, i) != null) {
        add(table, i, column, "'" + name + "' stands here twice");
      }
    }
  }

  List<Problem> all() {
    return List.copyOf(found);
  }

  static String owner(@Nullable AssetPath asset, @Nullable String assetClass) {
    return asset != null ? asset.toString() : "class " + assetClass;
  }
}
