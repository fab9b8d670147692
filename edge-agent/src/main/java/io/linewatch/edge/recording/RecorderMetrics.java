package io.linewatch.edge.recording;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** What the recorder counts. Any thread reads. */
final class RecorderMetrics {
  final Counter taken;
  final Counter failures;
  final Counter unmaskable;
  private final AtomicLong active;
  private final AtomicLong bytes;
  private final AtomicLong deleted;
  private final AtomicLong lost;

  RecorderMetrics(MeterRegistry registry) {
    taken =
        Counter.builder("linewatch.edge.recording.taken")
            .description("messages, blocks and pictures the recorder has taken")
            .register(registry);
    failures =
        Counter.builder("linewatch.edge.recording.failures")
            .description("times the disk refused something of a recording; the log says what")
            .register(registry);
    unmaskable =
        Counter.builder("linewatch.edge.recording.pictures.left.out")
            .description("pictures not recorded: not to be decoded, so that no mask can be drawn")
            .register(registry);
    active = gauge(registry, "active", "recordings that run");
    bytes = gauge(registry, "bytes", "bytes of all recordings; the bound is the quota");
    deleted = gauge(registry, "deleted", "segments deleted to keep the quota, since the start");
    lost =
        gauge(registry, "lost", "readings, blocks and pictures the disk refused, of what runs now");
  }

  private static AtomicLong gauge(MeterRegistry registry, String name, String description) {
    AtomicLong value = new AtomicLong();
    Gauge.builder("linewatch.edge.recording." + name, value, AtomicLong::get)
        .description(description)
        .register(registry);
    return value;
  }

  void show(long nowActive, long nowBytes, long nowDeleted, long nowLost) {
    active.set(nowActive);
    bytes.set(nowBytes);
    deleted.set(nowDeleted);
    lost.set(nowLost);
  }
}
