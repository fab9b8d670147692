package io.linewatch.domain.sheet;

import io.linewatch.domain.config.DurationText;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Cells of the sheet as text; the same text in YAML, CSV and the diff. */
final class SheetText {
  /** Stands between the items of a list in one CSV cell. */
  static final String ITEM_SEPARATOR = "|";

  private SheetText() {}

  /** An empty cell and a missing key are the same thing. */
  static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  /** A cell that {@code RecordBinder} reads back leniently. */
  static String of(Object value) {
    return switch (value) {
      case Double number -> number(number);
      case Duration duration -> DurationText.format(duration);
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      case List<?> list ->
          list.stream()
              .map(String::valueOf)
              .collect(Collectors.joining(" " + ITEM_SEPARATOR + " "));
      case Map<?, ?> map ->
          sorted(map).stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .collect(Collectors.joining(" " + ITEM_SEPARATOR + " "));
      default -> value.toString();
    };
  }

  /** {@code 7} rather than {@code 7.0}; reads back to the same number. */
  static String number(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
    return whole && (number != 0 || 1 / number > 0)
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** Immutable maps iterate in an order that changes from run to run. */
  static List<? extends Map.Entry<?, ?>> sorted(Map<?, ?> map) {
    return map.entrySet().stream()
        .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
        .toList();
  }
}
