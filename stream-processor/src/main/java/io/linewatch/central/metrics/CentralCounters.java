package io.linewatch.central.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What topology and history count. Any thread. Tags are topics and enum names, so bounded. */
public final class CentralCounters {
  private final MeterRegistry registry;
  private final Map<Tagged, Counter> counters = new ConcurrentHashMap<>();

  /** A counter and its tags. To ask the registry for each record takes longer than to count it. */
  private record Tagged(String name, String consumer, String topic, String reason) {}

  public CentralCounters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A record was processed. */
  public void accepted(String consumer, String topic) {
    count(new Tagged("linewatch.central.records", consumer, topic, ""));
  }

  /** A record came again and was dropped. */
  public void duplicate(String topic) {
    count(new Tagged("linewatch.central.duplicates", "", topic, ""));
  }

  /** A record was refused. */
  public void refused(String consumer, String topic, Enum<?> reason) {
    count(new Tagged("linewatch.central.refused", consumer, topic, reason.name()));
  }

  /** An alert changed. */
  public void transition(Enum<?> transition) {
    count(new Tagged("linewatch.central.transitions", "", "", transition.name()));
  }

  /** A batch of history could not be written and will be tried again. */
  public void historyRetry() {
    count(new Tagged("linewatch.central.history.retries", "", "", ""));
  }

  private void count(Tagged tagged) {
    counters.computeIfAbsent(tagged, this::register).increment();
  }

  private Counter register(Tagged tagged) {
    List<Tag> tags = new ArrayList<>();
    add(tags, "consumer", tagged.consumer());
    add(tags, "topic", tagged.topic());
    add(tags, tagged.name().endsWith("transitions") ? "transition" : "reason", tagged.reason());
    return registry.counter(tagged.name(), tags);
  }

  private static void add(List<Tag> tags, String key, String value) {
    if (!value.isEmpty()) {
      tags.add(Tag.of(key, value));
    }
  }

  public MeterRegistry registry() {
    return registry;
  }
}
