package io.linewatch.central.topology;

import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The live alerts of one task's partition, by source. The store (with its changelog) holds the last
 * event of each in wire form; beside it the decoded alerts are kept, because timers look at all of
 * them every second. Of an alert that is closed only the last finding's id stays, so that the same
 * finding does not raise it anew. So there is at most one row a detector. Owned by the stream
 * thread.
 */
final class AlertBook {
  static final String STORE = "alerts-by-source";

  private final KeyValueStore<String, byte[]> store;
  private final TreeMap<String, Alert> alerts = new TreeMap<>();
  private final Map<String, FindingId> lastFindings = new HashMap<>();

  /** Reads what the changelog restored. */
  AlertBook(KeyValueStore<String, byte[]> store) {
    this.store = store;
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        if (isAlert(entry.value)) {
          alerts.put(entry.key, Topics.ALERTS.codec().decode(entry.value).alert());
        } else {
          lastFindings.put(
              entry.key, FindingId.of(new String(entry.value, StandardCharsets.UTF_8)));
        }
      }
    }
  }

  static StoreBuilder<KeyValueStore<String, byte[]>> store() {
    // Cached, so that the changelog takes one record an alert and commit, not one an event.
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled();
  }

  /** Whether a row is an event, which is a JSON object, and not a finding's id, which is none. */
  static boolean isAlert(byte[] row) {
    return row[0] == '{';
  }

  /** The last finding of a source whose alert is closed; null when there never was one. */
  @Nullable FindingId lastFinding(String source) {
    return lastFindings.get(source);
  }

  @Nullable Alert get(String source) {
    return alerts.get(source);
  }

  /** Live alerts that this gateway's findings raised on this line. */
  List<Alert> of(String gateway, String line) {
    return alerts.values().stream()
        .filter(alert -> alert.gateway().equals(gateway))
        .filter(alert -> alert.asset().linePath().equals(line))
        .toList();
  }

  /** A copy; it may be changed while it is walked. */
  Collection<Alert> all() {
    return List.copyOf(alerts.values());
  }

  /**
   * @param lastEvent the event that led here, in wire form
   */
  void put(Alert alert, byte[] lastEvent) {
    if (alert.isForgettable()) {
      alerts.remove(alert.source());
      lastFindings.put(alert.source(), alert.lastFinding());
      store.put(alert.source(), TopologyBytes.of(alert.lastFinding().toString()));
    } else {
      lastFindings.remove(alert.source());
      alerts.put(alert.source(), alert);
      store.put(alert.source(), lastEvent);
    }
  }
}
