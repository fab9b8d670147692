package io.linewatch.edge.status;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.edge.listen.ListeningSession;
import io.linewatch.edge.listen.MappedTopic;
import io.linewatch.edge.listen.TopicLog;
import io.linewatch.edge.listen.UnitGuess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was heard, what of it the plan maps, and a form that makes rows of the rest. */
final class TopicsPage {
  private static final int SHOWN = 500;

  /**
   * What there is to show.
   *
   * @param session null before the first
   * @param heard of that session
   * @param sources of the plan
   * @param served those of them that the session's connection serves
   * @param home {@code site/area/line} of the gateway; empty when it is not known
   */
  record Content(
      String gateway,
      List<String> connections,
      ListeningSession.@Nullable Heard session,
      List<TopicLog.Heard> heard,
      List<SourceMapping> sources,
      List<SourceMapping> served,
      String home,
      Instant now) {}

  /**
   * What was asked for.
   *
   * @param only {@code unmapped}, or empty for all
   */
  record Asked(PageText language, String find, String only, String problem) {}

  private final Content content;
  private final Asked asked;
  private final String token;
  private final PageFrame page;

  private TopicsPage(Content content, Asked asked, String token) {
    this.content = content;
    this.asked = asked;
    this.token = token;
    ListeningSession.Heard session = content.session();
    this.page =
        new PageFrame(
            content.gateway(), "topics", asked.language(), session != null && session.running());
  }

  static String render(Content content, Asked asked, String token) {
    return new TopicsPage(content, asked, token).page();
  }

  private String page() {
    page.problem(asked.problem());
    listenForm();
    ListeningSession.Heard session = content.session();
    if (session != null) {
      status(session);
      selection(session);
      silent();
    }
    return page.page();
  }

  private void listenForm() {
    String[] connections =
        content.connections().stream()
            .flatMap(id -> java.util.stream.Stream.of(id, id))
            .toArray(String[]::new);
    String seconds = page.word("seconds");
    page.form("/topics/listen", token)
        .select("connection", "connection", "", connections)
        .input("filter", "filter", "#")
        .select(
            "seconds",
            "length",
            "60",
            "30",
            "30 " + seconds,
            "60",
            "60 " + seconds,
            "300",
            "300 " + seconds,
            "600",
            "600 " + seconds)
        .raw("<button>")
        .text(page.word("listen"))
        .raw("</button><br><small>")
        .text(page.word("listenhint"))
        .raw("</small></form>");
  }

  private void status(ListeningSession.Heard session) {
    page.raw("<div class=\"box\" id=\"live\">")
        .text(
            page.word(session.running() ? "listening" : "listened")
                + " "
                + session.filter()
                + " · "
                + page.word("on")
                + " "
                + session.connection()
                + " · "
                + session.topics()
                + " "
                + page.word("kept"));
    if (session.running()) {
      long left = Math.max(0, Duration.between(content.now(), session.until()).toSeconds());
      page.text(" · " + left + " " + page.word("left"));
    }
    if (session.beyond() > 0) {
      page.text(" · " + session.beyond() + " " + page.word("beyond"));
    }
    if (session.slowed() > 0) {
      page.text(" · " + session.slowed() + " " + page.word("slowed"));
    }
    page.problem(session.problem())
        .raw(" · <a href=\"/topics?lang=" + asked.language().code + "\">")
        .text(page.word("reload"))
        .raw("</a></div>");
    if (session.running()) {
      page.form("/topics/stop", token)
          .raw("<button>")
          .text(page.word("stop"))
          .raw("</button></form>");
    }
  }

  private void selection(ListeningSession.Heard session) {
    page.raw("<form class=\"line\" method=\"get\" action=\"/topics\">")
        .hidden("lang", asked.language().code)
        .input("find", "find", asked.find())
        .select(
            "only",
            "only",
            asked.only(),
            "",
            page.word("all"),
            "unmapped",
            page.word("onlyunmapped"))
        .raw("<button>")
        .text(page.word("apply"))
        .raw("</button></form>");
    page.form("/topics/rows", token).hidden("session", Integer.toString(session.number()));
    page.table("", "topic", "rate", "form", "values", "mapped", "sample");
    List<TopicLog.Heard> wanted = content.heard().stream().filter(this::isWanted).toList();
    wanted.stream().limit(SHOWN).forEach(this::row);
    page.raw("</table>");
    if (wanted.size() > SHOWN) {
      page.raw("<p>").text(wanted.size() - SHOWN + " " + page.word("more")).raw("</p>");
    }
    rowsForm();
    page.raw("</form>");
  }

  private boolean isWanted(TopicLog.Heard one) {
    return one.topic().toLowerCase(Locale.ROOT).contains(asked.find().toLowerCase(Locale.ROOT))
        && (!asked.only().equals("unmapped")
            || (mappedBy(one).isEmpty() && !MappedTopic.isOwn(one.topic())));
  }

  private String mappedBy(TopicLog.Heard one) {
    return content.sources().stream()
        .filter(source -> MappedTopic.reads(source.topic(), source.preset(), one.topic()))
        .map(SourceMapping::id)
        .collect(Collectors.joining(", "));
  }

  private void row(TopicLog.Heard one) {
    String mapped = mappedBy(one);
    page.raw("<tr><td><input type=\"checkbox\" name=\"topic\" value=\"" + one.number() + "\"></td>")
        .cell("topic", one.topic())
        .cell("line", rate(one))
        .cell("line", PageWords.form(asked.language(), one.format().words()))
        .cell(values(one));
    if (MappedTopic.isOwn(one.topic())) {
      page.cell("small", page.word("own"));
    } else if (mapped.isEmpty()) {
      page.cell("bad", page.word("unmapped"));
    } else {
      page.cell(mapped);
    }
    page.cell("sample", one.sample()).raw("</tr>");
  }

  private static String rate(TopicLog.Heard one) {
    return one.perSecond() > 0
        ? String.format(Locale.ROOT, one.perSecond() < 10 ? "%.2f/s" : "%.0f/s", one.perSecond())
        : one.messages() + "×";
  }

  private static String values(TopicLog.Heard one) {
    return one.format().names().stream()
        .map(name -> {
          String unit = UnitGuess.of(name);
          return unit == null ? name : name + " (" + unit + "?)";
        })
        .collect(Collectors.joining(", "));
  }

  private void rowsForm() {
    String[] home = content.home().split("/", -1);
    page.heading("rows")
        .input("home", "home", content.home())
        .input("area", "area", home.length == 3 ? home[1] : "")
        .input("line", "line", home.length == 3 ? home[2] : "")
        .input("asset", "asset", "")
        .raw("<br>")
        .input("pattern", "pattern", "")
        .raw("<br>")
        .select("scope", "scope", "new", "new", page.word("new"), "whole", page.word("whole"));
    for (String as : new String[] {"csv", "yaml", "show"}) {
      page.raw("<button name=\"as\" value=\"" + as + "\">").text(page.word(as)).raw("</button> ");
    }
    page.raw("<br><small>").text(page.word("guess")).raw("</small>");
  }

  private void silent() {
    page.heading("silent");
    List<SourceMapping> silent =
        content.served().stream()
            .filter(source ->
                content.heard().stream()
                    .noneMatch(
                        one -> MappedTopic.reads(source.topic(), source.preset(), one.topic())))
            .toList();
    if (silent.isEmpty()) {
      page.raw("<p>").text(page.word("silentnone")).raw("</p>");
      return;
    }
    page.table("source", "topic");
    silent.forEach(source -> page.raw("<tr>").cell(source.id()).cell(source.topic()).raw("</tr>"));
    page.raw("</table>");
  }
}
