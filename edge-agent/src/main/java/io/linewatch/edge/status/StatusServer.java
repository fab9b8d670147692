package io.linewatch.edge.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The status page, health and metrics, on loopback. */
public final class StatusServer implements AutoCloseable {
  private static final String POLICY =
      "default-src 'none'; style-src '"
          + StatusPage.styleHash()
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Supplier<GatewayView> view;
  private final PrometheusMeterRegistry metrics;
  private final ObjectMapper json = new ObjectMapper();
  private final Javalin server;

  /**
   * @param host a loopback address; the configuration refuses others
   * @param port 0 for any free one
   * @param pages beside the status
   */
  public StatusServer(
      String host,
      int port,
      Supplier<GatewayView> view,
      PrometheusMeterRegistry metrics,
      PageRoutes... pages) {
    this.view = view;
    this.metrics = metrics;
    this.server =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.jetty.host = host;
          config.jetty.port = port;
          config.routes.before(StatusServer::guard);
          config.routes.get("/", this::page);
          config.routes.get("/health", this::health);
          config.routes.get("/metrics", this::metrics);
          for (PageRoutes more : pages) {
            more.add(config.routes);
          }
        });
  }

  /**
   * @throws RuntimeException when the port is taken
   */
  public void start() {
    server.start();
  }

  public int port() {
    return server.port();
  }

  private static void guard(Context context) {
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cache-Control", "no-store");
  }

  private void page(Context context) {
    String asked = context.queryParam("lang");
    String accepted = context.header("Accept-Language");
    context.html(StatusPage.render(view.get(), PageText.of(asked, accepted)));
  }

  private void health(Context context) throws JsonProcessingException {
    GatewayView now = view.get();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", now.deciding() ? (now.health().isEmpty() ? "up" : "degraded") : "down");
    body.put(
        "reasons",
        now.health().stream()
            .map(r -> Map.of("code", r.code(), "deciding", r.deciding(), "message", r.message()))
            .toList());
    body.put("appliedRevision", now.appliedRevision());
    body.put("outboxRows", now.outbox().rows());
    context.status(now.deciding() ? 200 : 503);
    context.contentType("application/json").result(json.writeValueAsString(body));
  }

  private void metrics(Context context) {
    context.contentType("text/plain; version=0.0.4; charset=utf-8").result(metrics.scrape());
  }

  @Override
  public void close() {
    server.stop();
  }

  /** Names of the paths it serves, for the manual and tests. */
  public static List<String> paths() {
    return List.of("/", "/health", "/metrics", "/topics", "/points", "/points.csv", "/stations");
  }
}
