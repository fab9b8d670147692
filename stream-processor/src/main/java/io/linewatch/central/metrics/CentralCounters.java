package io.linewatch.central.metrics;

import io.micrometer.core.instrument.MeterRegistry;

/** What topology and history count. Any thread. Tags are topics and enum names, so bounded. */
public final class CentralCounters {
  private final MeterRegistry registry;

  public CentralCounters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A record was processed. */
  public void accepted(String consumer, String topic) {
    registry.counter("linewatch.central.records", "consumer", consumer, "topic", topic).increment();
  }

  /** A record came again and was dropped. */
  public void duplicate(String topic) {
    registry.counter("linewatch.central.duplicates", "topic", topic).increment();
  }

  /** A record was refused. */
  public void refused(String consumer, String topic, Enum<?> reason) {
    registry
        .counter(
            "linewatch.central.refused",
            "consumer",
            consumer,
            "topic",
            topic,
            "reason",
            reason.name())
        .increment();
  }

  /** An alert changed. */
  public void transition(Enum<?> transition) {
    registry.counter("linewatch.central.transitions", "transition", transition.name()).increment();
  }

  /** A batch of history could not be written and will be tried again. */
  public void historyRetry() {
    registry.counter("linewatch.central.history.retries").increment();
  }

  public MeterRegistry registry() {
    return registry;
  }
}
