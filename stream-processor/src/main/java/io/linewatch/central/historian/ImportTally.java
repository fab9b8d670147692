package io.linewatch.central.historian;

import io.linewatch.central.historian.ImportReport.Rejected;
import io.linewatch.central.historian.ImportReport.Unmapped;
import io.linewatch.domain.config.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what is met in an export; bounded, whatever stands in it. One thread. */
final class ImportTally {
  private static final int MAX_EXAMPLES = 5;
  private static final int MAX_KINDS = 200;
  private static final int MAX_SHOWN = 60;
  private static final String OTHERS = "(others)";

  private final Map<String, Kind> rejected = new TreeMap<>();
  private final Map<String, Long> badValues = new TreeMap<>();
  private final Map<String, Long> qualities = new TreeMap<>();
  private final Map<String, Tag> unmapped = new LinkedHashMap<>();
  private long rows;
  private long rowsTaken;
  private long values;
  private long empty;

  private static final class Kind {
    private final List<String> examples = new ArrayList<>();
    private long count;
  }

  private static final class Tag {
    private final String why;
    private long count;

    Tag(String why) {
      this.why = why;
    }
  }

  void row() {
    rows++;
  }

  void rowTaken() {
    rowsTaken++;
  }

  void value() {
    values++;
  }

  void emptyField() {
    empty++;
  }

  /**
   * @param what the text that was not taken
   */
  void reject(String reason, long line, String what) {
    Kind kind = rejected.computeIfAbsent(reason, _ -> new Kind());
    if (kind.examples.size() < MAX_EXAMPLES) {
      kind.examples.add("line " + line + ": '" + Excerpt.of(what, MAX_SHOWN) + "'");
    }
    kind.count++;
  }

  void badValue(String marker) {
    count(badValues, marker);
  }

  void quality(String word) {
    count(qualities, word);
  }

  /** A value of a tag that is no channel, or such a column of a wide table. */
  void unmapped(String tag, String why, long count) {
    String shown = Excerpt.of(tag, MAX_SHOWN);
    Tag known = unmapped.get(shown);
    if (known == null) {
      if (unmapped.size() == MAX_KINDS) {
        return;
      }
      known = new Tag(why);
      unmapped.put(shown, known);
    }
    known.count += count;
  }

  private static void count(Map<String, Long> counts, String word) {
    String shown = Excerpt.of(word, MAX_SHOWN);
    counts.merge(
        counts.size() < MAX_KINDS || counts.containsKey(shown) ? shown : OTHERS, 1L, Long::sum);
  }

  long rows() {
    return rows;
  }

  long rowsTaken() {
    return rowsTaken;
  }

  long values() {
    return values;
  }

  long empty() {
    return empty;
  }

  Map<String, Rejected> rejected() {
    Map<String, Rejected> copy = new LinkedHashMap<>();
    rejected.forEach(
        (reason, kind) -> copy.put(reason, new Rejected(kind.count, List.copyOf(kind.examples))));
    return copy;
  }

  Map<String, Long> badValues() {
    return new TreeMap<>(badValues);
  }

  Map<String, Long> qualities() {
    return new TreeMap<>(qualities);
  }

  List<Unmapped> unmapped() {
    return unmapped.entrySet().stream()
        .map(entry -> new Unmapped(entry.getKey(), entry.getValue().count, entry.getValue().why))
        .toList();
  }
}
