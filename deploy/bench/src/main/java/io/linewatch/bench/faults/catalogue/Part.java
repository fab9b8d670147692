package io.linewatch.bench.faults.catalogue;

import io.linewatch.bench.faults.catalogue.Strike.Effect;
import io.linewatch.standalone.server.LocalServer;
import io.linewatch.standalone.server.LocalSystem;
import io.linewatch.standalone.server.SiteServer;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** What can be taken away from a site. */
enum Part {
  AGENT,
  PROCESSOR,
  MQTT,
  KAFKA,
  POSTGRES;

  /** Longer than a message takes from the broker to the agent's acknowledgement, by far. */
  private static final Duration UNDECIDED = Duration.ofSeconds(10);

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  SiteServer of(LocalSystem system) {
    return switch (this) {
      case AGENT -> system.agent();
      case PROCESSOR -> system.processor();
      case MQTT -> system.mqtt();
      case KAFKA -> system.kafka();
      case POSTGRES -> system.postgres();
    };
  }

  /** Whether it is ours: what it needs to start belongs to our recovery. */
  boolean isProgram() {
    return this == AGENT || this == PROCESSOR;
  }

  /** What may differ when it is ended and begins anew. */
  Set<Effect> effectsOfDeath() {
    return switch (this) {
      case AGENT -> Set.of(Effect.WINDOWS_LOST);
      case MQTT -> Set.of(Effect.SENSORS_INTERRUPTED);
      case PROCESSOR, KAFKA, POSTGRES -> Set.of();
    };
  }

  /** What may differ when it does not answer for a while. */
  Set<Effect> effectsOfSilence() {
    return this == AGENT || this == MQTT ? Set.of(Effect.SENSORS_INTERRUPTED) : Set.of();
  }

  /**
   * The MQTT broker keeps sessions and queues in memory: what it acknowledged and had not delivered
   * is gone. The sensor gateway sends all again that the agent may not have decided.
   *
   * @param atMicros when it died
   */
  void afterDeath(Site site, long atMicros) {
    if (this == MQTT) {
      site.sensors().goBack(atMicros - UNDECIDED.toNanos() / 1000);
    }
  }

  static long pid(SiteServer server) {
    return ((LocalServer) server).pid();
  }
}
