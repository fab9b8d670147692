package io.linewatch.central.console;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.linewatch.central.config.CentralConfig;
import io.linewatch.central.history.HistoryUnavailable;
import io.linewatch.domain.config.Excerpt;
import io.linewatch.domain.config.WholeText;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console's HTTP server. Routes come from outside; here is what holds for all of them. */
public final class ConsoleServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
  private static final long MAX_BODY_BYTES = 2_000_000;
  private static final int MAX_MESSAGE = 1_000;

  private final Javalin server;

  private ConsoleServer(Javalin server) {
    this.server = server;
  }

  public static ConsoleServer start(
      CentralConfig.Console config, WebModules modules, Access access, List<RouteGroup> groups) {
    SecurityHeaders headers = new SecurityHeaders(modules, config);
    Javalin server =
        Javalin.create(javalin -> {
          configure(javalin, config);
          javalin.routes.before(headers::before);
          javalin.routes.before(ConsoleServer::requireWholeText);
          groups.forEach(group -> group.register(javalin.routes, access));
          failures(javalin);
        });
    server.start();
    return new ConsoleServer(server);
  }

  private static void configure(JavalinConfig javalin, CentralConfig.Console config) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.concurrency.useVirtualThreads = true;
    javalin.http.maxRequestSize = MAX_BODY_BYTES;
    javalin.http.defaultContentType = "text/plain; charset=utf-8";
    javalin.jetty.host = config.host();
    javalin.jetty.port = config.port();
    javalin.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
  }

  /** What stands in an address may end in a query; PostgreSQL knows no NUL. */
  private static void requireWholeText(Context ctx) {
    ctx.queryParamMap().values().forEach(values -> values.forEach(WholeText::require));
  }

  private static void failures(JavalinConfig javalin) {
    javalin.routes.exception(
        ApiError.class, (e, ctx) -> fail(ctx, e.status(), e.code(), message(e)));
    javalin.routes.exception(
        IllegalArgumentException.class, (e, ctx) -> fail(ctx, 400, "bad-request", message(e)));
    javalin.routes.exception(HistoryUnavailable.class, (e, ctx) -> databaseAway(ctx, e));
    javalin.routes.exception(
        HttpResponseException.class, (e, ctx) -> fail(ctx, e.getStatus(), "http", message(e)));
    javalin.routes.exception(
        Exception.class,
        (e, ctx) -> {
          LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
          fail(ctx, 500, "internal", "Something went wrong here; the log of the centre says what.");
        });
  }

  private static void databaseAway(Context ctx, Exception e) {
    LOG.warn("{} {}: {}", ctx.method(), ctx.path(), e.toString());
    fail(
        ctx,
        503,
        "database",
        "The database does not answer. Live alerts go on; history and log-in wait for it.");
  }

  private static String message(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : Excerpt.of(message, MAX_MESSAGE);
  }

  private static void fail(Context ctx, int status, String code, String message) {
    ctx.status(status);
    ConsoleJson.reply(ctx, Map.of("code", code, "message", message));
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
