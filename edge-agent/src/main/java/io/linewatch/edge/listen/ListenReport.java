package io.linewatch.edge.listen;

import io.linewatch.domain.sheet.SourceRow;
import io.linewatch.domain.signal.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was heard beside what the plant sheet maps, for people; and rows to begin with. */
public final class ListenReport {
  private final List<TopicLog.Heard> heard;
  private final List<SourceRow> rows;

  public ListenReport(List<TopicLog.Heard> heard, List<SourceRow> rows) {
    this.heard = List.copyOf(heard);
    this.rows = List.copyOf(rows);
  }

  /** The row that reads a topic; empty when there is none. */
  private String mappedBy(String topic) {
    return rows.stream()
        .filter(row -> MappedTopic.reads(row.topic(), row.preset(), topic))
        .map(SourceRow::id)
        .collect(Collectors.joining(", "));
  }

  private String mappedOrNot(String topic) {
    String mapped = mappedBy(topic);
    if (!mapped.isEmpty()) {
      return mapped;
    }
    return MappedTopic.isOwn(topic) ? "Linewatch's" : "NOT MAPPED";
  }

  /** One line a topic. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (TopicLog.Heard one : heard) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%-60s %9s  %-22s %-14s %s",
              one.topic(),
              one.perSecond() > 0 ? rate(one.perSecond()) : one.messages() + "×",
              one.format().words(),
              mappedOrNot(one.topic()),
              one.sample()));
      for (String name : one.format().names()) {
        String unit = UnitGuess.of(name);
        lines.add("    " + name + (unit == null ? "" : "  (unit " + unit + "?)"));
      }
    }
    return lines;
  }

  private static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 10 ? "%.2f/s" : "%.0f/s", perSecond);
  }

  /** Ids of rows on whose topics nothing came. */
  public Set<String> neverHeard() {
    Set<String> silent = new TreeSet<>();
    for (SourceRow row : rows) {
      if (heard.stream()
          .noneMatch(one -> MappedTopic.reads(row.topic(), row.preset(), one.topic()))) {
        silent.add(row.id());
      }
    }
    return silent;
  }

  /** Rows of the table {@code sources} for what is not mapped, to be completed by hand. */
  public List<String> suggestedRows() {
    List<String> rowsOfYaml = new ArrayList<>();
    Set<String> topics = new TreeSet<>();
    for (TopicLog.Heard one : heard) {
      Preset preset = one.format().preset();
      String topic =
          preset == Preset.SPARKPLUG_B ? MappedTopic.withoutVerb(one.topic()) : one.topic();
      if (preset == null
          || topic.startsWith("spBv1.0/STATE/")
          || MappedTopic.isOwn(topic)
          || !mappedBy(one.topic()).isEmpty()
          || !topics.add(topic)) {
        continue;
      }
      rowsOfYaml.add("  - id: source-" + topics.size());
      rowsOfYaml.add("    gateway: FILL-IN");
      rowsOfYaml.add("    topic: \"" + topic.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
      rowsOfYaml.add("    preset: " + preset.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      rowsOfYaml.add("    area: FILL-IN");
      rowsOfYaml.add("    line: FILL-IN");
      rowsOfYaml.add("    asset: FILL-IN");
      if (one.format().time() != null) {
        rowsOfYaml.add("    time: " + one.format().time());
      }
    }
    return rowsOfYaml;
  }
}
