package io.linewatch.edge.intake;

import io.linewatch.edge.sparkplug.HostSession;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** What a Sparkplug connection counts, and how near its bounds it is. Any thread. */
final class SparkplugMeters {
  final Counter messages;
  final Counter connects;
  final Counter rebirths;

  private final MeterRegistry registry;
  private final String connection;
  private volatile int nodes;
  private volatile int metrics;
  private volatile int waiting;

  SparkplugMeters(String connection, MeterRegistry registry, BooleanSupplier connected) {
    this.connection = connection;
    this.registry = registry;
    messages = counter("linewatch.edge.intake.messages", "messages taken");
    connects = counter("linewatch.edge.intake.connects", "connections made");
    rebirths = counter("linewatch.edge.sparkplug.rebirths", "rebirths asked for");
    gauge(
        "linewatch.edge.intake.connected",
        "1 when connected",
        () -> connected.getAsBoolean() ? 1 : 0);
    gauge(
        "linewatch.edge.sparkplug.nodes",
        "edge nodes known; the bound is " + HostSession.MAX_NODES,
        () -> nodes);
    gauge(
        "linewatch.edge.sparkplug.metrics",
        "metrics born; the bound is " + HostSession.MAX_METRICS,
        () -> metrics);
    gauge(
        "linewatch.edge.sparkplug.waiting",
        "messages that wait for an earlier one; the bounds are 128 and 4 MiB a node",
        () -> waiting);
  }

  /** Whoever holds the session looks at it. */
  void hold(HostSession session) {
    nodes = session.nodes();
    metrics = session.metrics();
    waiting = session.waiting();
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name)
        .description(description)
        .tag("connection", connection)
        .register(registry);
  }

  private void gauge(String name, String description, IntSupplier now) {
    Gauge.builder(name, this, _ -> now.getAsInt())
        .description(description)
        .tag("connection", connection)
        .register(registry);
  }
}
