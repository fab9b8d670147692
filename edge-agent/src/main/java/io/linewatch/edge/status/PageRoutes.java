package io.linewatch.edge.status;

import io.javalin.config.RoutesConfig;

/** Pages of the gateway beside its status. */
@FunctionalInterface
public interface PageRoutes {
  void add(RoutesConfig routes);
}
