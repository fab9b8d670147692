package io.linewatch.edge.pipeline;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.signal.Reading;
import io.linewatch.edge.outbox.Missing;
import io.linewatch.edge.signal.DecodedMessage;
import io.linewatch.edge.window.EpochMicros;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was shed at QoS 0: counted by cause, and gathered by asset until it is told as a gap. Any
 * thread.
 */
final class ShedLog {
  /** Gaps gathered at once; of more assets the readings are only counted. */
  static final int MAX_GAPS = 1_000;

  /** Why readings were shed. */
  enum Cause {
    NEWEST("The gateway could not keep up at QoS 0; what arrived gave way (shed: newest)."),
    OLDEST("The gateway could not keep up at QoS 0; the oldest gave way (shed: oldest)."),
    THIN("The gateway could not keep up at QoS 0; readings were thinned out (shed: thin)."),
    PROTECTED("The gateway protected itself and decided only some readings of QoS 0.");

    private final String reason;

    Cause(String reason) {
      this.reason = reason;
    }

    String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Key(AssetPath asset, Cause cause) {}

  private final Counter messages;
  private final Counter untold;
  private final Map<Cause, Counter> readings = new EnumMap<>(Cause.class);
  private final Map<Key, Missing> gaps = new LinkedHashMap<>();

  ShedLog(MeterRegistry registry) {
    messages =
        Counter.builder("linewatch.edge.messages.shed")
            .description("QoS 0 messages dropped: their lane was full, or the gateway protected")
            .register(registry);
    untold =
        Counter.builder("linewatch.edge.readings.shed.untold")
            .description("shed readings of more assets than are told as gaps at once")
            .register(registry);
    for (Cause cause : Cause.values()) {
      readings.put(
          cause,
          Counter.builder("linewatch.edge.readings.shed")
              .description("decoded readings dropped at QoS 0")
              .tag("cause", cause.tag())
              .register(registry));
    }
  }

  void shed(DecodedMessage message, Cause cause) {
    int count = message.readings().size();
    messages.increment();
    Counter counter = readings.get(cause);
    if (counter != null) {
      counter.increment(count);
    }
    long first = EpochMicros.of(message.time());
    long last = first;
    for (Reading reading : message.readings()) {
      long micros = EpochMicros.of(reading.time());
      first = Math.min(first, micros);
      last = Math.max(last, micros);
    }
    gather(new Key(message.asset(), cause), first, last, count);
  }

  private synchronized void gather(Key key, long first, long last, int count) {
    Missing before = gaps.get(key);
    if (before == null && gaps.size() >= MAX_GAPS) {
      untold.increment(count);
      return;
    }
    gaps.put(
        key,
        new Missing(
            key.asset + "/readings:" + key.cause.tag(),
            key.asset,
            key.cause.reason,
            before == null ? first : Math.min(first, before.firstMicros()),
            before == null ? last : Math.max(last, before.lastMicros()),
            before == null ? count : count + before.count()));
  }

  /** What is to be told, once. */
  synchronized List<Missing> take() {
    List<Missing> taken = new ArrayList<>(gaps.values());
    gaps.clear();
    return taken;
  }

  long messages() {
    return (long) messages.count();
  }

  /** By cause. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    readings.forEach(
        (cause, counter) -> counts.put("shed-readings-" + cause.tag(), (long) counter.count()));
    return counts;
  }
}
