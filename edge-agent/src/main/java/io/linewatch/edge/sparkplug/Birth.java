package io.linewatch.edge.sparkplug;

import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading.TimeSource;
import io.linewatch.edge.signal.DeviceSamples.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a node or a device said of its metrics when it was born, and their last values. */
final class Birth {
  /** One metric. */
  static final class Definition {
    final String name;
    final DataType type;
    double last = Double.NaN;
    Instant lastTime = Instant.MIN;

    Definition(String name, DataType type) {
      this.name = name;
      this.type = type;
    }
  }

  private final Map<String, Definition> byName = new LinkedHashMap<>();
  private final Map<Long, Definition> byAlias = new HashMap<>();
  private boolean online = true;

  /** False when this name or alias is taken by another metric of this birth. */
  boolean define(Metric metric) {
    String name = metric.name();
    if (name == null || name.isEmpty() || byName.containsKey(name)) {
      return false;
    }
    Long alias = metric.alias();
    if (alias != null && byAlias.containsKey(alias)) {
      return false;
    }
    Definition definition = new Definition(name, DataType.of(metric.datatype()));
    byName.put(name, definition);
    if (alias != null) {
      byAlias.put(alias, definition);
    }
    return true;
  }

  /** Null when the metric was never born. */
  @Nullable Definition find(Metric metric) {
    String name = metric.name();
    if (name != null && !name.isEmpty()) {
      return byName.get(name);
    }
    return metric.alias() == null ? null : byAlias.get(metric.alias());
  }

  /** Its last values once more, as bad. */
  List<Sample> stale(Instant now) {
    List<Sample> samples = new ArrayList<>();
    for (Definition definition : byName.values()) {
      if (!Double.isNaN(definition.last)) {
        Instant time = definition.lastTime.isAfter(now) ? definition.lastTime : now;
        String name = definition.name;
        double last = definition.last;
        samples.add(new Sample(name, time, TimeSource.ARRIVAL, false, last, null, Quality.BAD));
      }
    }
    return samples;
  }

  int size() {
    return byName.size();
  }

  boolean online() {
    return online;
  }

  void die() {
    online = false;
  }
}
