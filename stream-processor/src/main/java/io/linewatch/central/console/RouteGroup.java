package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;

/** Routes that belong together. */
@FunctionalInterface
public interface RouteGroup {
  void register(RoutesConfig routes, Access access);
}
