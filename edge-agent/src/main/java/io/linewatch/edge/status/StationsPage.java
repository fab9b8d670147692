package io.linewatch.edge.status;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.edge.config.StationConfig.RecipeSource;
import io.linewatch.edge.inspection.StationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What each camera station is set up for, what it said last, and how often it said what. */
final class StationsPage {
  private StationsPage() {}

  static String render(
      String gateway, List<StationState> stations, PageText language, Instant now) {
    PageFrame page = new PageFrame(gateway, "stations", language, true);
    page.raw("<div id=\"live\">");
    if (stations.isEmpty()) {
      return page.raw("<p>").text(page.word("nostations")).raw("</p></div>").page();
    }
    page.table(
        "station",
        "watched",
        "product",
        "lastpart",
        "age",
        "verdict.OK",
        "verdict.REVIEW",
        "verdict.NG",
        "verdict.NOT_INSPECTED");
    for (StationState station : stations) {
      page.raw("<tr>").cell(station.station()).cell(station.asset().toString());
      product(page, station);
      last(page, station, now);
      for (Verdict verdict :
          List.of(Verdict.OK, Verdict.REVIEW, Verdict.NG, Verdict.NOT_INSPECTED)) {
        page.cell(Long.toString(station.made(verdict)));
      }
      page.raw("</tr>");
    }
    return page.raw("</table></div><p class=\"small\">")
        .text(page.word("sincestart"))
        .raw("</p>")
        .page();
  }

  private static void product(PageFrame page, StationState station) {
    String product = station.product();
    if (product != null) {
      page.cell(product);
    } else if (station.recipeFrom() == RecipeSource.METADATA) {
      page.cell("quiet", page.word("bypicture"));
    } else {
      page.cell("bad", page.word("noproduct." + station.recipeFrom().name()));
    }
  }

  private static void last(PageFrame page, StationState station, Instant now) {
    PartVerdict last = station.last();
    if (last == null) {
      page.cell("waiting", page.word("WAITING")).cell("");
      return;
    }
    String said = page.word("verdict." + last.verdict().name());
    String text = last.part() + ": " + said + (last.score() == null ? "" : score(last.score()));
    if (last.verdict() == Verdict.NOT_INSPECTED || !last.reliable()) {
      page.cell("bad", text + ". " + last.detail());
    } else {
      page.cell(text);
    }
    page.cell(Math.max(0, Duration.between(last.decided(), now).toSeconds()) + " s");
  }

  private static String score(double percent) {
    return String.format(Locale.ROOT, " (%.0f %%)", percent);
  }
}
