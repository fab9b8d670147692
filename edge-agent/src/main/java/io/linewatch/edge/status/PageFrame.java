package io.linewatch.edge.status;

import static io.linewatch.edge.status.StatusPage.escape;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Head, navigation and the pieces of a page for commissioning. All that is put in is escaped here:
 * topics, payloads and names come from strangers.
 */
final class PageFrame {
  private static final String STYLE =
      """
      body{font:15px/1.5 system-ui,"Noto Sans CJK SC",sans-serif;background:#eee;color:#222;
      margin:1.5rem auto;max-width:80rem;padding:0 1rem}
      h1{font-size:1.3rem}h2{font-size:1rem;margin:1.4rem 0 .4rem}nav a{margin-right:1rem}
      table{border-collapse:collapse;width:100%;background:#f7f7f7}
      td,th{text-align:left;padding:.25rem .6rem;border-bottom:1px solid #ddd;vertical-align:top;
      overflow-wrap:anywhere}th{font-weight:600;color:#555;white-space:nowrap}
      .live,.waiting,.quiet,.line{white-space:nowrap}.topic{min-width:18rem}.sample{max-width:22rem}
      form.line,.box{padding:.6rem .8rem;background:#ddd;margin:.4rem 0}
      label{display:inline-block;margin:.2rem 1rem .2rem 0}input,select,button{font:inherit}
      textarea{width:100%;height:24rem;font:13px/1.4 monospace}
      .bad{color:#b00020;font-weight:600}.quiet,.waiting,.small{color:#666}
      .live{color:#0b6b3a;font-weight:600}body.stale #live{opacity:.4}a{color:#333}
      """;

  /** Looks again every second and puts what is new in place; a press under way is not disturbed. */
  private static final String SCRIPT =
      """
      "use strict";
      let held=false;
      addEventListener("pointerdown",()=>{held=true});
      for(const up of ["pointerup","pointercancel"])addEventListener(up,()=>{held=false});
      async function look(){
       try{
        const answer=await fetch(location.href,{cache:"no-store"});
        if(!answer.ok)throw new Error(answer.status);
        const page=new DOMParser().parseFromString(await answer.text(),"text/html");
        const fresh=page.getElementById("live"),old=document.getElementById("live");
        if(fresh&&old&&!held){
         const focused=document.activeElement?document.activeElement.id:"";
         old.replaceWith(document.adoptNode(fresh));
         if(focused&&document.getElementById(focused))
          document.getElementById(focused).focus({preventScroll:true});
        }
        document.body.classList.remove("stale");
       }catch(away){document.body.classList.add("stale")}
       setTimeout(look,1000);
      }
      setTimeout(look,1000);
      """;

  /** Nothing but our one style and our one script, and no talk with anybody else. */
  static final String POLICY =
      "default-src 'none'; style-src '"
          + hash(STYLE)
          + "'; script-src '"
          + hash(SCRIPT)
          + "'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private final StringBuilder html = new StringBuilder(16_384);
  final PageText language;

  /**
   * @param title key of the title's words
   * @param live whether what stands in {@code #live} is looked at again by itself
   */
  PageFrame(String gateway, String title, PageText language, boolean live) {
    this.language = language;
    html.append("<!doctype html><html lang=\"")
        .append(language.code)
        .append("\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
        .append(escape(word(title) + " " + gateway))
        .append("</title><style>")
        .append(STYLE)
        .append("</style>");
    if (live) {
      html.append("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>");
    }
    html.append("</head><body><nav>");
    for (String page : new String[] {"gateway", "topics", "points", "stations"}) {
      String path = page.equals("gateway") ? "/" : "/" + page;
      html.append("<a href=\"").append(path).append("?lang=").append(language.code).append("\">");
      text(word(page)).raw("</a>");
    }
    PageText other = language == PageText.EN ? PageText.ZH : PageText.EN;
    html.append("<a href=\"?lang=")
        .append(other.code)
        .append("\">")
        .append(other == PageText.ZH ? "中文" : "English")
        .append("</a></nav><h1>");
    text(word(title) + " · " + gateway).raw("</h1>");
    if (live) {
      liveScript = "<script>" + SCRIPT + "</script>";
    }
  }

  private String liveScript = "";

  String word(String key) {
    return PageWords.of(language, key);
  }

  /** Markup of ours. */
  PageFrame raw(String markup) {
    html.append(markup);
    return this;
  }

  /** Text of anybody. */
  PageFrame text(String text) {
    html.append(escape(text));
    return this;
  }

  PageFrame cell(String text) {
    return raw("<td>").text(text).raw("</td>");
  }

  PageFrame cell(String cssClass, String text) {
    return raw("<td class=\"" + cssClass + "\">").text(text).raw("</td>");
  }

  PageFrame heading(String key) {
    return raw("<h2>").text(word(key)).raw("</h2>");
  }

  PageFrame table(String... columns) {
    raw("<table><tr>");
    for (String column : columns) {
      raw("<th>").text(column.isEmpty() ? "" : word(column)).raw("</th>");
    }
    return raw("</tr>");
  }

  PageFrame problem(String message) {
    return message.isEmpty() ? this : raw("<p class=\"bad\">").text(message).raw("</p>");
  }

  PageFrame hidden(String name, String value) {
    return raw("<input type=\"hidden\" name=\"" + name + "\" value=\"").text(value).raw("\">");
  }

  PageFrame input(String name, String label, String value) {
    return raw("<label>")
        .text(word(label))
        .raw(" <input name=\"" + name + "\" value=\"")
        .text(value)
        .raw("\"></label>");
  }

  /**
   * @param options value and text by turns
   */
  PageFrame select(String name, String label, String chosen, String... options) {
    raw("<label>").text(word(label)).raw(" <select name=\"" + name + "\">");
    for (int i = 0; i < options.length; i += 2) {
      raw("<option value=\"")
          .text(options[i])
          .raw(options[i].equals(chosen) ? "\" selected>" : "\">")
          .text(options[i + 1])
          .raw("</option>");
    }
    return raw("</select></label>");
  }

  /** A form that changes something carries the token, which no other site can know. */
  PageFrame form(String path, String token) {
    return raw("<form class=\"line\" method=\"post\" action=\"" + path + "\">")
        .hidden("token", token)
        .hidden("lang", language.code);
  }

  String page() {
    return html.append(liveScript).append("</body></html>").toString();
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
