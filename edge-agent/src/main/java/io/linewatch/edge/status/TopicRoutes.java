package io.linewatch.edge.status;

import static io.linewatch.edge.status.CommissioningRoutes.asked;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetCsv;
import io.linewatch.domain.sheet.PlantSheetYaml;
import io.linewatch.edge.listen.ListeningSession;
import io.linewatch.edge.listen.SheetRows;
import io.linewatch.edge.listen.TopicLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Listening to a broker, and rows for what was heard. */
final class TopicRoutes {
  private final Commissioning commissioning;
  private final LocalOrigin origin;
  private final InstantSource clock;

  TopicRoutes(Commissioning commissioning, LocalOrigin origin, InstantSource clock) {
    this.commissioning = commissioning;
    this.origin = origin;
    this.clock = clock;
  }

  void show(Context context) {
    show(context, "");
  }

  private void show(Context context, String problem) {
    ListeningSession session = commissioning.session();
    ListeningSession.Heard now = session.now();
    DesiredState applied = commissioning.board().applied();
    TopicsPage.Content content =
        new TopicsPage.Content(
            commissioning.gateway(),
            session.connections(),
            now,
            now == null ? List.of() : session.topics(now.number()),
            applied == null ? List.of() : applied.sources(),
            now == null ? List.of() : commissioning.board().sourcesOf(now.connection()),
            CommissioningRoutes.home(commissioning),
            clock.instant());
    TopicsPage.Asked asked =
        new TopicsPage.Asked(
            CommissioningRoutes.language(context),
            asked(context, "find"),
            asked(context, "only"),
            problem);
    context.html(TopicsPage.render(content, asked, origin.token()));
  }

  void listen(Context context) {
    String problem =
        commissioning
            .session()
            .start(asked(context, "connection"), asked(context, "filter"), length(context));
    answer(context, problem);
  }

  private static Duration length(Context context) {
    String seconds = asked(context, "seconds");
    return seconds.matches("[0-9]{1,4}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : Duration.ofMinutes(1);
  }

  void stop(Context context) {
    commissioning.session().stop();
    answer(context, "");
  }

  private void answer(Context context, String problem) {
    if (problem.isEmpty()) {
      String language = CommissioningRoutes.language(context).code;
      context.redirect("/topics?lang=" + language, HttpStatus.SEE_OTHER);
    } else {
      context.status(HttpStatus.CONFLICT);
      show(context, problem);
    }
  }

  /** Rows for the chosen topics; never any that the plant sheet's check would refuse. */
  void rows(Context context) {
    Set<String> chosen = new HashSet<>(context.formParams("topic"));
    String number = asked(context, "session");
    List<TopicLog.Heard> topics =
        commissioning
            .session()
            .topics(number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0)
            .stream()
            .filter(one -> chosen.contains(Integer.toString(one.number())))
            .toList();
    DesiredState applied = commissioning.board().applied();
    SheetRows.Made made = SheetRows.of(topics, place(context), sourceIds(applied));
    PlantSheet sheet =
        applied == null || asked(context, "scope").equals("whole")
            ? made.sheet()
            : added(made, applied);
    if (!made.problems().isEmpty()) {
      context.status(HttpStatus.UNPROCESSABLE_CONTENT);
      context.html(page(context, made, ""));
      return;
    }
    switch (asked(context, "as")) {
      case "csv" ->
          CommissioningRoutes.download(
              context, "text/csv; charset=utf-8", "plant-rows.csv", PlantSheetCsv.write(sheet));
      case "yaml" ->
          CommissioningRoutes.download(
              context,
              "application/yaml; charset=utf-8",
              "plant-rows.yaml",
              PlantSheetYaml.write(sheet));
      default -> context.html(page(context, made, PlantSheetYaml.write(sheet)));
    }
  }

  private SheetRows.Place place(Context context) {
    return new SheetRows.Place(
        commissioning.gateway(),
        asked(context, "home").strip(),
        asked(context, "area").strip(),
        asked(context, "line").strip(),
        asked(context, "asset").strip(),
        asked(context, "pattern").strip());
  }

  private static Set<String> sourceIds(@Nullable DesiredState applied) {
    return applied == null
        ? Set.of()
        : applied.sources().stream().map(SourceMapping::id).collect(Collectors.toSet());
  }

  private static PlantSheet added(SheetRows.Made made, DesiredState applied) {
    return made.without(
        applied.assets().stream().map(Asset::path).collect(Collectors.toSet()),
        new HashSet<>(applied.channels()),
        sourceIds(applied));
  }

  private String page(Context context, SheetRows.Made made, String yaml) {
    PageFrame page =
        new PageFrame(
            commissioning.gateway(), "rows", CommissioningRoutes.language(context), false);
    list(page, "problems", made.problems());
    list(page, "skipped", made.skipped());
    if (!yaml.isEmpty()) {
      page.raw("<p>").text(page.word("guess")).raw("</p><textarea readonly>").text(yaml);
      page.raw("</textarea>");
    }
    String language = page.language.code;
    return page.raw("<p><a href=\"/topics?lang=" + language + "\">")
        .text(page.word("back"))
        .raw("</a></p>")
        .page();
  }

  private static void list(PageFrame page, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      page.heading(title).raw("<ul>");
      lines.forEach(line -> page.raw("<li>").text(line).raw("</li>"));
      page.raw("</ul>");
    }
  }
}
