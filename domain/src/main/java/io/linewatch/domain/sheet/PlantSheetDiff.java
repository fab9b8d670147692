package io.linewatch.domain.sheet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What changes between two sheets, in lines people read before they apply. */
public final class PlantSheetDiff {
  private static final String NOTHING = "nothing";

  private PlantSheetDiff() {}

  /**
   * One line per row added ({@code + …}) or removed ({@code - …}) and per cell changed ({@code ~ …
   * old → new}); empty when the sheets say the same. The order of rows says nothing.
   */
  public static List<String> between(PlantSheet before, PlantSheet after) {
    List<String> lines = new ArrayList<>();
    if (!before.site().equals(after.site())) {
      lines.add("~ site: " + before.site() + " → " + after.site());
    }
    for (String table : SheetTables.TYPES.keySet()) {
      Map<String, Map<String, Object>> old = byKey(SheetTables.rows(before, table));
      Map<String, Map<String, Object>> now = byKey(SheetTables.rows(after, table));
      Set<String> keys = new LinkedHashSet<>(old.keySet());
      keys.addAll(now.keySet());
      keys.forEach(key -> addChanges(lines, key, old.get(key), now.get(key)));
    }
    return lines;
  }

  private static void addChanges(
      List<String> lines,
      String key,
      @Nullable Map<String, Object> old,
      @Nullable Map<String, Object> now) {
    if (old == null) {
      lines.add("+ " + key + rest(Objects.requireNonNullElse(now, Map.of())));
    } else if (now == null) {
      lines.add("- " + key);
    } else {
      Set<String> columns = new LinkedHashSet<>(old.keySet());
      columns.addAll(now.keySet());
      for (String column : columns) {
        Object was = old.get(column);
        Object is = now.get(column);
        if (!Objects.equals(was, is)) {
          lines.add("~ " + key + ": " + column + " " + shown(was) + " → " + shown(is));
        }
      }
    }
  }

  private static String rest(Map<String, Object> cells) {
    StringBuilder text = new StringBuilder();
    cells.forEach((column, value) ->
        text.append(text.isEmpty() ? ": " : ", ").append(column).append(' ').append(shown(value)));
    return text.toString();
  }

  private static String shown(@Nullable Object value) {
    return value == null ? NOTHING : SheetText.of(value);
  }

  private static Map<String, Map<String, Object>> byKey(List<? extends Record> rows) {
    Map<String, Map<String, Object>> byKey = new LinkedHashMap<>();
    for (Record row : rows) {
      Map<String, Object> cells = SheetTables.cells(row);
      String key = key(row);
      keyColumns(row).forEach(cells::remove);
      // A wrong sheet may hold a key twice; its diff shows both.
      String free = key;
      for (int copy = 2; byKey.containsKey(free); copy++) {
        free = key + " (" + copy + ")";
      }
      byKey.put(free, cells);
    }
    return byKey;
  }

  private static String key(Record row) {
    return switch (row) {
      case GatewayRow gateway -> "gateway " + gateway.id();
      case ClassRow assetClass -> "class " + assetClass.id();
      case AssetRow asset -> "asset " + asset.asset();
      case ChannelRow channel ->
          "channel "
              + SheetProblems.owner(channel.asset(), channel.assetClass())
              + " "
              + channel.channel();
      case LimitRow limit ->
          "limit "
              + SheetProblems.owner(limit.asset(), limit.assetClass())
              + " "
              + limit.detector()
              + " "
              + limit.severity()
              + " "
              + SheetText.of(limit.comparison());
      case ModelRow model -> "model " + model.asset() + " " + model.name();
      case SourceRow source -> "source " + source.id();
      case RecordingRow recording -> "recording " + recording.recording();
      default -> throw new IllegalArgumentException("no row of the sheet: " + row);
    };
  }

  private static Set<String> keyColumns(Record row) {
    return switch (row) {
      case GatewayRow gateway -> Set.of("id");
      case ClassRow assetClass -> Set.of("id");
      case AssetRow asset -> Set.of("asset");
      case ChannelRow channel -> Set.of("asset", "assetClass", "channel");
      case LimitRow limit -> Set.of("asset", "assetClass", "detector", "severity", "comparison");
      case ModelRow model -> Set.of("asset", "name");
      case SourceRow source -> Set.of("id");
      case RecordingRow recording -> Set.of("recording");
      default -> Set.of();
    };
  }
}
