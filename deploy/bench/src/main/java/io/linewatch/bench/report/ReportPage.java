package io.linewatch.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A report as one page that needs nothing else: a table for each data set, the targets in words
 * beside the colour, what the columns mean, and what the figures rest on.
 */
final class ReportPage {
  private static final String GROUP = "set";
  private static final String STYLE =
      """
      body{font:16px/1.45 system-ui,sans-serif;color:#1d1d1f;background:#fff;max-width:70rem;\
      margin:2rem auto;padding:0 1rem}
      h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}
      table{border-collapse:collapse;width:100%}
      th,td{border-bottom:1px solid #d0d0d4;padding:.35rem .6rem;text-align:right}
      th:first-child,td:first-child{text-align:left}
      tr.ours td{background:#f2f4f7;font-weight:600}
      td.words{text-align:left}
      .met{color:#1b5e20}.missed{color:#9a2300}
      code{font-size:.85rem;word-break:break-all}
      @media print{body{margin:0;max-width:none}}
      """;

  private final BenchReport report;
  private final Provenance provenance;
  private final Map<String, String> words;

  ReportPage(BenchReport report, Provenance provenance, Map<String, String> words) {
    this.report = report;
    this.provenance = provenance;
    this.words = words;
  }

  String html() {
    StringBuilder page = new StringBuilder();
    String title = "Linewatch: " + report.bench();
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
        .append("<title>")
        .append(escaped(title))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body>\n<h1>")
        .append(escaped(title))
        .append("</h1>\n");
    targets(page);
    bySet().forEach((set, rows) -> table(page, set, rows));
    meanings(page);
    restsOn(page);
    return page.append("</body></html>\n").toString();
  }

  private void targets(StringBuilder page) {
    if (report.targets().isEmpty()) {
      return;
    }
    page.append("<h2>Targets</h2>\n<table><thead><tr><th>what</th><th>reached</th><th>goal</th>")
        .append("<th></th></tr></thead><tbody>\n");
    for (Target target : report.targets()) {
      String met = target.met() ? "met" : "missed";
      page.append("<tr>");
      cell(page, "", target.name());
      cell(page, "", Double.isNaN(target.value()) ? "not measured" : target.valueText());
      cell(page, "", target.goalText());
      cell(page, met, target.met() ? "✔ met" : "✘ missed");
      page.append("</tr>\n");
    }
    page.append("</tbody></table>\n");
  }

  private Map<String, List<Map<String, Object>>> bySet() {
    Map<String, List<Map<String, Object>>> sets = new LinkedHashMap<>();
    for (Map<String, Object> row : report.rows()) {
      String set = BenchReport.text(row.get(GROUP));
      sets.computeIfAbsent(set, _ -> new ArrayList<>()).add(row);
    }
    return sets;
  }

  private static void table(StringBuilder page, String set, List<Map<String, Object>> rows) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(row.keySet()));
    columns.remove(GROUP);
    page.append("<h2>").append(escaped(set)).append("</h2>\n<table><thead><tr>");
    columns.forEach(column -> page.append("<th>").append(escaped(column)).append("</th>"));
    page.append("</tr></thead><tbody>\n");
    for (Map<String, Object> row : rows) {
      boolean ours = BenchReport.text(row.get("who")).startsWith("Linewatch");
      page.append(ours ? "<tr class=\"ours\">" : "<tr>");
      columns.forEach(column -> cell(page, "", BenchReport.text(row.get(column))));
      page.append("</tr>\n");
    }
    page.append("</tbody></table>\n");
  }

  private void meanings(StringBuilder page) {
    Set<String> used = new LinkedHashSet<>();
    report.rows().forEach(row -> used.addAll(row.keySet()));
    used.retainAll(words.keySet());
    if (used.isEmpty()) {
      return;
    }
    page.append("<h2>What the columns mean</h2>\n<table><tbody>\n");
    for (String column : used) {
      page.append("<tr>");
      cell(page, "", column);
      cell(page, "words", words.getOrDefault(column, ""));
      page.append("</tr>\n");
    }
    page.append("</tbody></table>\n");
  }

  private void restsOn(StringBuilder page) {
    page.append("<h2>What the figures rest on</h2>\n<table><tbody>\n");
    facts(page, "data ", provenance.data());
    facts(page, "", provenance.versions());
    facts(page, "", new TreeMap<>(Map.of("seed", Long.toString(report.seed()))));
    page.append("</tbody></table>\n");
  }

  private static void facts(StringBuilder page, String before, SortedMap<String, String> facts) {
    facts.forEach((name, value) -> {
      page.append("<tr>");
      cell(page, "", before + name);
      page.append("<td class=\"words\"><code>")
          .append(escaped(value))
          .append("</code></td></tr>\n");
    });
  }

  private static void cell(StringBuilder page, String style, String text) {
    page.append(style.isEmpty() ? "<td>" : "<td class=\"" + style + "\">")
        .append(escaped(text))
        .append("</td>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
