package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.auth.Role;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code /health} for everybody, with its messages only for this machine and people who logged in;
 * {@code /metrics} for this machine and administrators.
 */
public final class HealthRoutes implements RouteGroup {
  private final Map<String, Supplier<Check>> checks;
  private final PrometheusMeterRegistry metrics;

  /**
   * One thing that must work.
   *
   * @param message what to do when it does not
   */
  public record Check(boolean ok, String message) {}

  record Health(boolean ok, Map<String, Check> checks) {}

  public HealthRoutes(Map<String, Supplier<Check>> checks, PrometheusMeterRegistry metrics) {
    this.checks = new LinkedHashMap<>(checks);
    this.metrics = metrics;
  }

  @Override
  public void register(RoutesConfig routes, Access access) {
    routes.get(
        "/health", ctx -> health(ctx, Access.isLocal(ctx) || access.sessionUser(ctx).isPresent()));
    routes.get("/metrics", ctx -> metrics(ctx, access));
    routes.get("/api/health", access.allow(Role.VIEWER, ctx -> health(ctx, true)));
  }

  /**
   * @param inWords whether to say why: messages name hosts, topics and gateways
   */
  private void health(Context ctx, boolean inWords) {
    Map<String, Check> results = new LinkedHashMap<>();
    for (Map.Entry<String, Supplier<Check>> check : checks.entrySet()) {
      Check result = check.getValue().get();
      results.put(check.getKey(), inWords ? result : new Check(result.ok(), ""));
    }
    boolean ok = results.values().stream().allMatch(Check::ok);
    ctx.status(ok ? 200 : 503);
    ConsoleJson.reply(ctx, new Health(ok, results));
  }

  private void metrics(Context ctx, Access access) {
    boolean admin =
        access.sessionUser(ctx).map(user -> user.role().covers(Role.ADMIN)).orElse(false);
    if (!Access.isLocal(ctx) && !admin) {
      throw new ApiError(403, "role", "Metrics are for this machine and for administrators.");
    }
    ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
  }
}
