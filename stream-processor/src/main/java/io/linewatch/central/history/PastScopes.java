package io.linewatch.central.history;

import io.linewatch.central.lifecycle.GatewayScope;
import java.time.Instant;
import java.util.Optional;

/**
 * What gateways could speak of in the past. History may be far behind: what it reads then was
 * stated, and turned into alerts, under a desired state that is no longer the newest.
 */
@FunctionalInterface
interface PastScopes {
  /**
   * What this gateway could speak of at a time; empty when it had no desired state yet.
   *
   * @throws HistoryUnavailable when it cannot be looked up now
   */
  Optional<GatewayScope> at(String gateway, Instant time);
}
