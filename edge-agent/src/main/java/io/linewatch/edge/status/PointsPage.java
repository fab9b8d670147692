package io.linewatch.edge.status;

import io.linewatch.edge.commissioning.CheckMark;
import io.linewatch.edge.commissioning.Point;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every point of the plan, live, with a mark for those that somebody has checked. */
final class PointsPage {
  private static final int SHOWN = 500;
  private static final MathContext SHOWN_DIGITS = new MathContext(5);
  private static final double LEAST_PLAIN = 1e-3;
  private static final double MOST_PLAIN = 1e7;

  /**
   * What was asked for.
   *
   * @param who checks; empty before they said so
   * @param only a state's name, {@code unchecked}, or empty for all
   */
  record Asked(PageText language, String who, String find, String only, String problem) {
    /** The same page again, with what was asked for in its query. */
    String query() {
      return "?lang="
          + language.code
          + "&who="
          + PageFrame.encoded(who)
          + "&find="
          + PageFrame.encoded(find)
          + "&only="
          + PageFrame.encoded(only);
    }
  }

  private final List<Point> points;
  private final Asked asked;
  private final String token;
  private final Instant now;
  private final PageFrame page;

  private PointsPage(String gateway, List<Point> points, Asked asked, String token, Instant now) {
    this.points = points;
    this.asked = asked;
    this.token = token;
    this.now = now;
    this.page = new PageFrame(gateway, "points", asked.language(), true);
  }

  static String render(String gateway, List<Point> points, Asked asked, String token, Instant now) {
    return new PointsPage(gateway, points, asked, token, now).page();
  }

  private String page() {
    page.problem(asked.problem());
    page.raw("<form class=\"line\" method=\"get\" action=\"/points\">")
        .hidden("lang", asked.language().code)
        .input("who", "who", asked.who())
        .input("find", "find", asked.find())
        .select(
            "only",
            "only",
            asked.only(),
            "",
            page.word("all"),
            "WAITING",
            page.word("WAITING"),
            "LIVE",
            page.word("LIVE"),
            "QUIET",
            page.word("QUIET"),
            "BAD",
            page.word("BAD"),
            "unchecked",
            page.word("unchecked"))
        .raw("<button>")
        .text(page.word("apply"))
        .raw("</button> <a href=\"/points.csv\">")
        .text(page.word("record"))
        .raw("</a>");
    if (asked.who().isEmpty()) {
      page.raw("<br><small>").text(page.word("whohint")).raw("</small>");
    }
    page.raw("</form><div id=\"live\">");
    summary();
    table();
    return page.raw("</div>").page();
  }

  private void summary() {
    if (points.isEmpty()) {
      page.raw("<p>").text(page.word("noplan")).raw("</p>");
      return;
    }
    StringBuilder text = new StringBuilder();
    for (Point.State state : Point.State.values()) {
      long count = points.stream().filter(point -> point.state() == state).count();
      text.append(page.word(state.name())).append(": ").append(count).append(" · ");
    }
    long checked = points.stream().filter(point -> point.mark() != null).count();
    text.append(page.word("checked")).append(": ").append(checked);
    text.append(' ').append(page.word("of")).append(' ').append(points.size());
    page.raw("<p class=\"box\">").text(text.toString()).raw("</p>");
  }

  private void table() {
    List<Point> wanted = points.stream().filter(this::isWanted).toList();
    page.table("point", "state", "value", "moved", "age", "quality", "reason", "checked");
    for (int i = 0; i < Math.min(SHOWN, wanted.size()); i++) {
      row(wanted.get(i), i);
    }
    page.raw("</table>");
    if (wanted.size() > SHOWN) {
      page.raw("<p>").text(wanted.size() - SHOWN + " " + page.word("more")).raw("</p>");
    }
  }

  private boolean isWanted(Point point) {
    String name = point.channel().id().toString().toLowerCase(Locale.ROOT);
    return name.contains(asked.find().toLowerCase(Locale.ROOT))
        && switch (asked.only()) {
          case "" -> true;
          case "unchecked" -> point.mark() == null;
          default -> point.state().name().equals(asked.only());
        };
  }

  private void row(Point point, int place) {
    Point.Seen seen = point.seen();
    page.raw("<tr>")
        .cell(point.channel().id().toString())
        .cell(point.state().name().toLowerCase(Locale.ROOT), page.word(point.state().name()));
    if (seen == null) {
      page.raw("<td></td><td></td><td></td><td></td>");
    } else {
      page.cell("line", value(seen.value(), point.channel().unit()))
          .cell("line", moved(seen))
          .cell("line", age(seen.arrival()))
          .cell("line", page.word("quality." + seen.quality().name()));
    }
    page.raw("<td>").text(reason(point));
    if (!point.source().isEmpty()) {
      page.raw(" <span class=\"small\">")
          .text(point.source() + ": " + point.topic())
          .raw("</span>");
    }
    page.raw("</td><td>");
    mark(point, place);
    page.raw("</td></tr>");
  }

  private String reason(Point point) {
    return point.reason().in(page.word("reason." + point.reason().kind().name()));
  }

  private static String moved(Point.Seen seen) {
    return Double.isNaN(seen.low()) ? "" : number(seen.low()) + " … " + number(seen.high());
  }

  private void mark(Point point, int place) {
    CheckMark mark = point.mark();
    if (mark != null) {
      page.text(mark.who() + " · ")
          .raw("<span class=\"line\">")
          .text(mark.when().truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' '))
          .raw("</span>");
    }
    if (asked.who().isEmpty()) {
      return;
    }
    if (mark != null) {
      button("uncheck", point, place);
    } else if (point.mayBeChecked()) {
      button("check", point, place);
    }
  }

  private void button(String what, Point point, int place) {
    page.raw("<form method=\"post\" action=\"/points/" + what + "\">")
        .hidden("token", token)
        .hidden("lang", asked.language().code)
        .hidden("who", asked.who())
        .hidden("find", asked.find())
        .hidden("only", asked.only())
        .hidden("point", point.channel().id().toString())
        .raw("<button id=\"" + what + "-" + place + "\">")
        .text(page.word(what))
        .raw("</button></form>");
  }

  private String value(double value, String unit) {
    return Double.isNaN(value) ? page.word("waveform") : number(value) + shown(unit);
  }

  private static String number(double value) {
    double size = Math.abs(value);
    return size != 0 && (size < LEAST_PLAIN || size >= MOST_PLAIN)
        ? String.format(Locale.ROOT, "%.4e", value)
        : new BigDecimal(value).round(SHOWN_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** UCUM's codes as people write them; a number of nothing has no unit. */
  private static String shown(String unit) {
    return switch (unit) {
      case "1" -> "";
      case "Cel" -> " °C";
      case "[degF]" -> " °F";
      default -> " " + unit;
    };
  }

  private String age(@Nullable Instant arrival) {
    return arrival == null
        ? ""
        : Math.max(0, Duration.between(arrival, now).toSeconds()) + " " + page.word("seconds");
  }
}
