package io.linewatch.edge.status;

import static io.linewatch.edge.status.StatusPage.escape;

import io.linewatch.edge.vibration.VibrationPoints;
import java.util.List;

/** How each vibration point stands, and why it has no severity zone. */
final class VibrationSection {
  private final PageText language;

  private VibrationSection(PageText language) {
    this.language = language;
  }

  /** Empty where no vibration is measured. */
  static String html(List<VibrationPoints.View> points, PageText language) {
    return points.isEmpty() ? "" : new VibrationSection(language).table(points);
  }

  private String word(String key) {
    return PageWords.of(language, key);
  }

  private String table(List<VibrationPoints.View> points) {
    StringBuilder html = new StringBuilder("<h2>" + escape(word("vibration")) + "</h2>");
    html.append("<table class=\"head\"><tr>");
    for (String column : new String[] {"point", "lastblock", "gated", "zone"}) {
      html.append("<th>").append(escape(word(column))).append("</th>");
    }
    html.append("</tr>");
    for (VibrationPoints.View point : points) {
      html.append("<tr><td>")
          .append(escape(point.channel().toString()))
          .append("</td><td>")
          .append(point.lastBlock() == null ? "" : escape(point.lastBlock().toString()))
          .append("</td><td>")
          .append(point.gated())
          .append(" / ")
          .append(point.gaps())
          .append("</td><td>")
          .append(zone(point))
          .append("</td></tr>");
    }
    return html.append("</table>").toString();
  }

  private String zone(VibrationPoints.View point) {
    if (!point.zoneRefusal().isEmpty()) {
      return "<span class=\"bad\">"
          + escape(word("zonerefused"))
          + "</span> "
          + escape(point.zoneRefusal());
    }
    return escape(word(point.zoneAsked() ? "zonegiven" : "zoneunasked"));
  }
}
