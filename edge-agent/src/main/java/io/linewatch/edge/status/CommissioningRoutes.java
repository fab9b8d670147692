package io.linewatch.edge.status;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.edge.commissioning.CommissioningRecord;
import io.linewatch.edge.commissioning.Point;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/** The pages with which a line is commissioned: topics heard, and points checked. */
public final class CommissioningRoutes implements PageRoutes {
  private final Commissioning commissioning;
  private final InstantSource clock;
  private final LocalOrigin origin = new LocalOrigin();
  private final TopicRoutes topics;

  public CommissioningRoutes(Commissioning commissioning, InstantSource clock) {
    this.commissioning = commissioning;
    this.clock = clock;
    this.topics = new TopicRoutes(commissioning, origin, clock);
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/topics", context -> topics.show(guarded(context)));
    routes.post("/topics/listen", context -> topics.listen(changing(context)));
    routes.post("/topics/stop", context -> topics.stop(changing(context)));
    routes.post("/topics/rows", context -> topics.rows(changing(context)));
    routes.get("/points", context -> points(guarded(context)));
    routes.post("/points/check", context -> check(changing(context)));
    routes.post("/points/uncheck", context -> uncheck(changing(context)));
    routes.get("/points.csv", context -> record(guarded(context)));
  }

  /** A page of ours: under loopback's name alone, with nothing but our style and script. */
  static Context guarded(Context context) {
    LocalOrigin.requireLoopback(context);
    context.header("Content-Security-Policy", PageFrame.POLICY);
    // Without an own origin a form's request could not be told from a stranger's.
    context.header("Referrer-Policy", "same-origin");
    return context;
  }

  private Context changing(Context context) {
    Context guarded = guarded(context);
    origin.requireToken(guarded);
    return guarded;
  }

  /** Where a form comes from: a query's parameter or a field. */
  static String asked(Context context, String name) {
    String inQuery = context.queryParam(name);
    return Objects.requireNonNullElse(inQuery == null ? context.formParam(name) : inQuery, "");
  }

  static PageText language(Context context) {
    String lang = asked(context, "lang");
    return PageText.of(lang.isEmpty() ? null : lang, context.header("Accept-Language"));
  }

  private void points(Context context) throws InterruptedException {
    show(context, commissioning.board().problem());
  }

  private void show(Context context, String problem) throws InterruptedException {
    List<Point> points = commissioning.board().points();
    PointsPage.Asked asked =
        new PointsPage.Asked(
            language(context),
            asked(context, "who"),
            asked(context, "find"),
            asked(context, "only"),
            problem);
    context.html(
        PointsPage.render(commissioning.gateway(), points, asked, origin.token(), clock.instant()));
  }

  private void check(Context context) throws InterruptedException {
    answer(context, commissioning.board().check(asked(context, "point"), asked(context, "who")));
  }

  private void uncheck(Context context) throws InterruptedException {
    answer(context, commissioning.board().uncheck(asked(context, "point")));
  }

  private void answer(Context context, String problem) throws InterruptedException {
    if (problem.isEmpty()) {
      String query =
          new PointsPage.Asked(
                  language(context),
                  asked(context, "who"),
                  asked(context, "find"),
                  asked(context, "only"),
                  "")
              .query();
      context.redirect("/points" + query, HttpStatus.SEE_OTHER);
    } else {
      context.status(HttpStatus.CONFLICT);
      show(context, problem);
    }
  }

  private void record(Context context) throws InterruptedException {
    String csv = CommissioningRecord.csv(commissioning.board().points());
    download(context, "text/csv; charset=utf-8", "commissioning-record.csv", csv);
  }

  static void download(Context context, String type, String name, String content) {
    context
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .contentType(type)
        .result(content);
  }

  /** {@code site/area/line}; empty before there is a plan. */
  static String home(Commissioning commissioning) {
    DesiredState applied = commissioning.board().applied();
    return applied == null ? "" : applied.home();
  }
}
