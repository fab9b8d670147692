package io.linewatch.edge.status;

import static io.linewatch.edge.status.StatusPage.escape;

import io.linewatch.edge.protection.ProtectionWatch;
import java.util.List;
import java.util.Locale;

/** The marks of self-protection, and what is beyond one. */
final class ProtectionSection {
  private ProtectionSection() {}

  /** Empty before the first look. */
  static String html(List<ProtectionWatch.View> marks, PageText language) {
    if (marks.isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("<h2>" + word(language, "protection") + "</h2>");
    html.append("<table class=\"head\"><tr>");
    for (String column : new String[] {"mark", "now", "raise", "clear", "state"}) {
      html.append("<th>").append(word(language, column)).append("</th>");
    }
    html.append("</tr>");
    for (ProtectionWatch.View mark : marks) {
      html.append("<tr><td>")
          .append(word(language, mark.name()))
          .append("</td><td>")
          .append(number(mark.value()))
          .append("</td><td>")
          .append(number(mark.raise()))
          .append("</td><td>")
          .append(number(mark.clear()))
          .append(mark.raised() ? "</td><td class=\"bad\">" : "</td><td>")
          .append(word(language, mark.raised() ? "crossed" : "kept-within"))
          .append("</td></tr>");
    }
    return html.append("</table>").toString();
  }

  private static String word(PageText language, String key) {
    return escape(PageWords.of(language, key));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.1f", value);
  }
}
