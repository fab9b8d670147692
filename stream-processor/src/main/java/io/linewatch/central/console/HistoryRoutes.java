package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.auth.AuditLog;
import io.linewatch.central.auth.Role;
import io.linewatch.central.feed.FeedLog;
import io.linewatch.central.history.AlertCursor;
import io.linewatch.central.history.AlertFilter;
import io.linewatch.central.history.HistoryReader;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.plant.AssetPath;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was: alerts, their events, and who changed what. */
public final class HistoryRoutes implements RouteGroup {
  private static final int DEFAULT_ROWS = 100;

  private final HistoryReader history;
  private final FeedLog feed;
  private final AuditLog audit;

  public HistoryRoutes(HistoryReader history, FeedLog feed, AuditLog audit) {
    this.history = history;
    this.feed = feed;
    this.audit = audit;
  }

  record AlertPage(List<AlertView> alerts, boolean more) {}

  record AlertDetail(AlertView alert, List<AlertEvent> events) {}

  @Override
  public void register(RoutesConfig routes, Access access) {
    routes.get("/api/alerts", access.allow(Role.VIEWER, this::alerts));
    routes.get("/api/alerts/detail", access.allow(Role.VIEWER, this::alert));
    routes.get("/api/audit", access.allow(Role.ADMIN, this::auditList));
  }

  private void alerts(Context ctx) {
    String asset = ctx.queryParam("asset");
    int limit = number(ctx, "limit", DEFAULT_ROWS, 1, HistoryReader.MAX_ROWS);
    String beforeTime = ctx.queryParam("beforeTime");
    String beforeId = ctx.queryParam("beforeId");
    String open = ctx.queryParam("open");
    String severity = ctx.queryParam("severity");
    String alarmClass = ctx.queryParam("class");
    AlertFilter filter =
        new AlertFilter(
            asset == null || asset.isEmpty() ? null : asset,
            open == null ? null : Boolean.valueOf(open),
            severity == null ? null : Severity.valueOf(severity),
            alarmClass == null ? null : AlarmClass.valueOf(alarmClass),
            instant(ctx, "from"),
            instant(ctx, "to"));
    AlertCursor before =
        beforeTime == null || beforeId == null
            ? null
            : new AlertCursor(parse(beforeTime), beforeId);
    List<Alert> found = history.alerts(filter, before, limit);
    ConsoleJson.reply(
        ctx, new AlertPage(found.stream().map(AlertView::of).toList(), found.size() == limit));
  }

  private void alert(Context ctx) {
    String id = required(ctx, "id");
    Alert alert =
        feed.latest(id)
            .or(() -> history.alert(id))
            .orElseThrow(() -> new ApiError(404, "no-such-alert", "There is no such alert."));
    ConsoleJson.reply(ctx, new AlertDetail(AlertView.of(alert), history.events(id)));
  }

  private void auditList(Context ctx) {
    String before = ctx.queryParam("before");
    ConsoleJson.reply(
        ctx, audit.latest(before == null ? Long.MAX_VALUE : Long.parseLong(before), 200));
  }

  static AssetPath asset(Context ctx) {
    return AssetPath.of(required(ctx, "path"));
  }

  static String required(Context ctx, String name) {
    String value = ctx.queryParam(name);
    if (value == null || value.isEmpty() || value.length() > 500) {
      throw new ApiError(400, "bad-request", "The parameter '" + name + "' is needed.");
    }
    return value;
  }

  static int number(Context ctx, String name, int preset, int least, int greatest) {
    String value = ctx.queryParam(name);
    int number = value == null ? preset : Integer.parseInt(value);
    if (number < least || number > greatest) {
      throw new ApiError(
          400, "bad-request", "'" + name + "' must be " + least + " to " + greatest + ".");
    }
    return number;
  }

  private static @Nullable Instant instant(Context ctx, String name) {
    String value = ctx.queryParam(name);
    return value == null ? null : parse(value);
  }

  static Instant parse(String text) {
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException e) {
      throw new ApiError(
          400, "bad-request", "'" + text + "' is not a time like 2026-01-31T08:00:00Z.");
    }
  }
}
