package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.console.WebModules.Asset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one page, its modules, and the libraries'. */
public final class PageRoutes implements RouteGroup {
  private static final List<String> PAGES =
      List.of(
          "/",
          "/login",
          "/link",
          "/alerts",
          "/assets",
          "/asset",
          "/gateways",
          "/recordings",
          "/rejects",
          "/audit");

  private final WebModules modules;
  private final byte[] page;

  public PageRoutes(WebModules modules) {
    this.modules = modules;
    Asset template = modules.own("index.html");
    if (template == null) {
      throw new IllegalStateException("web/index.html is missing from the program");
    }
    this.page =
        new String(template.bytes(), StandardCharsets.UTF_8)
            .replace("%IMPORT_MAP%", modules.importMap())
            .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void register(RoutesConfig routes, Access access) {
    for (String path : PAGES) {
      routes.get(
          path,
          ctx ->
              ctx.header("Cache-Control", "no-store")
                  .contentType("text/html; charset=utf-8")
                  .result(page));
    }
    routes.get("/web/<path>", ctx -> serve(ctx, modules.own(ctx.pathParam("path")), "no-cache"));
    routes.get(
        "/_static/<path>",
        ctx ->
            serve(
                ctx,
                modules.library(ctx.pathParam("path")),
                "public, max-age=31536000, immutable"));
  }

  private static void serve(Context ctx, @Nullable Asset asset, String cache) {
    if (asset == null) {
      ctx.status(404).result("not found");
      return;
    }
    ctx.header("Cache-Control", cache).header("ETag", asset.etag());
    if (asset.etag().equals(ctx.header("If-None-Match"))) {
      ctx.status(304);
      return;
    }
    ctx.contentType(asset.contentType()).result(asset.bytes());
  }
}
