package io.linewatch.edge.status;

import io.linewatch.domain.desired.GatewayStatus.ModelStatus;
import io.linewatch.edge.outbox.OutboxDepth;
import io.linewatch.edge.signal.Rejection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.TreeMap;

/** One self-contained page without a script; the browser loads it again every five seconds. */
final class StatusPage {
  private static final int SHOWN_REJECTIONS = 20;

  // ISA-101: grey when all is well, colour only for what needs a person.
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;background:#eee;color:#222;
      margin:2rem auto;max-width:60rem;padding:0 1rem}
      h1{font-size:1.3rem}h2{font-size:1rem;margin:1.6rem 0 .4rem}
      table{border-collapse:collapse;width:100%;background:#f7f7f7}
      td,th{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #ddd;vertical-align:top;
      overflow-wrap:anywhere}th{font-weight:600;color:#555;width:14rem}
      .head th{width:auto}.box{padding:.6rem .8rem;background:#ddd;margin:.4rem 0}
      .degraded{border-left:.4rem solid #b58900}.down{border-left:.4rem solid #b00020}
      .bad{color:#b00020;font-weight:600}a{color:#333}footer{margin:2rem 0;color:#666}
      """;

  /** The one style the page's policy allows, so that nothing injected can bring its own. */
  static String styleHash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private final StringBuilder html = new StringBuilder(8192);
  private final GatewayView view;
  private final PageText text;

  private StatusPage(GatewayView view, PageText text) {
    this.view = view;
    this.text = text;
  }

  static String render(GatewayView view, PageText text) {
    return new StatusPage(view, text).page();
  }

  private String page() {
    PageText other = text == PageText.EN ? PageText.ZH : PageText.EN;
    html.append("<!doctype html><html lang=\"")
        .append(text.code)
        .append("\"><head>")
        .append("<meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"5\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
        .append(escape(view.gateway()))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body><h1>")
        .append(text.of("title"))
        .append(' ')
        .append(escape(view.gateway()))
        .append(" <small><a href=\"?lang=")
        .append(other.code)
        .append("\">")
        .append(other == PageText.ZH ? "中文" : "English")
        .append("</a></small></h1><p>");
    for (String page : new String[] {"topics", "points", "stations"}) {
      html.append("<a href=\"/" + page + "?lang=" + text.code + "\">")
          .append(escape(PageWords.of(text, page)))
          .append("</a> ");
    }
    html.append("</p>");
    health();
    summary();
    sources();
    models();
    html.append(VibrationSection.html(view.vibration(), text));
    html.append(ProtectionSection.html(view.protection(), text));
    rejections();
    counts();
    html.append("<footer>Linewatch ")
        .append(escape(view.version()))
        .append(" · ")
        .append(text.of("notsis"))
        .append("</footer></body></html>");
    return html.toString();
  }

  private void health() {
    String state = view.deciding() ? (view.health().isEmpty() ? "up" : "degraded") : "down";
    html.append("<div class=\"box ").append(state).append("\">").append(text.of(state));
    if (!view.health().isEmpty()) {
      html.append("<ul>");
      for (HealthReason reason : view.health()) {
        html.append("<li>").append(escape(reason.message())).append("</li>");
      }
      html.append("</ul>");
    }
    html.append("</div>");
  }

  private void summary() {
    String revision = Long.toString(view.appliedRevision());
    if (view.refusedRevision() > 0) {
      revision += " (" + text.of("refused") + ": " + view.refusedRevision() + ")";
    }
    html.append("<table>");
    row(text.of("revision"), revision);
    for (String problem : view.problems()) {
      row("", problem);
    }
    row(text.of("readings"), String.format(Locale.ROOT, "%.1f", view.readingsPerSecond()));
    row(text.of("outbox"), outbox(view.outbox()));
    row("Kafka", text.of(view.kafkaConnected() ? "connected" : "away"));
    row(text.of("now"), view.now().truncatedTo(ChronoUnit.SECONDS).toString());
    row(text.of("started"), view.started().truncatedTo(ChronoUnit.SECONDS).toString());
    html.append("</table>");
  }

  private String outbox(OutboxDepth depth) {
    Instant oldest = depth.oldest();
    String waiting =
        String.format(
            Locale.ROOT,
            "%d %s, %.1f MB",
            depth.rows(),
            text.of("rows"),
            depth.bytes() / 1_000_000.0);
    return oldest == null
        ? waiting
        : waiting
            + ", "
            + text.of("oldest")
            + " "
            + Math.max(0, Duration.between(oldest, view.now()).toSeconds())
            + " s";
  }

  private void sources() {
    head("sources", "name", "state");
    for (GatewayView.SourceView source : view.sources()) {
      html.append("<tr><td>").append(escape(source.id())).append("</td><td>");
      if (source.connected()) {
        html.append(text.of("connected"));
      } else {
        html.append("<span class=\"bad\">")
            .append(text.of("away"))
            .append("</span> ")
            .append(escape(source.problem()));
      }
      html.append("</td></tr>");
    }
    html.append("</table>");
  }

  private void models() {
    head("models", "name", "state");
    for (ModelStatus model : view.models()) {
      boolean active = model.wantedDigest().equals(model.activeDigest());
      html.append("<tr><td>")
          .append(escape(model.asset() + " · " + model.name()))
          .append("</td><td>");
      if (active) {
        html.append(text.of("active"));
      } else {
        html.append("<span class=\"bad\">")
            .append(text.of("waiting"))
            .append("</span> ")
            .append(escape(model.reason()));
      }
      html.append("</td></tr>");
    }
    html.append("</table>");
  }

  private void rejections() {
    head("rejections", "time", "topic", "reason", "sample");
    for (Rejection rejection : view.rejections().stream().limit(SHOWN_REJECTIONS).toList()) {
      html.append("<tr>");
      cell(rejection.time().toString());
      cell(rejection.topic());
      cell(rejection.reason().tag() + ": " + rejection.detail());
      cell(rejection.sample());
      html.append("</tr>");
    }
    html.append("</table>");
  }

  private void counts() {
    head("counts", "name", "value");
    new TreeMap<>(view.counts())
        .forEach((name, value) -> {
          html.append("<tr>");
          cell(name);
          cell(Long.toString(value));
          html.append("</tr>");
        });
    html.append("</table>");
  }

  private void head(String title, String... columns) {
    html.append("<h2>").append(text.of(title)).append("</h2><table class=\"head\"><tr>");
    for (String column : columns) {
      html.append("<th>").append(text.of(column)).append("</th>");
    }
    html.append("</tr>");
  }

  private void row(String name, String value) {
    html.append("<tr><th>").append(name).append("</th>");
    cell(value);
    html.append("</tr>");
  }

  private void cell(String value) {
    html.append("<td>").append(escape(value)).append("</td>");
  }

  /** Topics and payloads come from strangers: nothing of theirs may become markup. */
  static String escape(String value) {
    StringBuilder safe = new StringBuilder(value.length() + 16);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '&' -> safe.append("&amp;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
    return safe.toString();
  }
}
