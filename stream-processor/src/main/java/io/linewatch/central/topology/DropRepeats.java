package io.linewatch.central.topology;

import io.linewatch.central.metrics.CentralCounters;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.wire.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Drops what came already. A gateway sends in the order of its sequence, so within a partition one
 * number per gateway and epoch is enough: what is not above it is a repeat. One task holds one
 * partition, so the store needs no partition in its key; it grows by one row, and one a line, with
 * every new outbox of a gateway.
 *
 * <p>A gateway whose records of one line came through, while it never heard of those of another,
 * sends the latter again under new sequences. Findings are then known by their ids; a snapshot is
 * known by its time: an outbox holds one a line, so only the last can come again.
 */
final class DropRepeats implements Processor<Object, Object, Object, Object> {
  static final String STORE = "sequences";

  private final CentralCounters counters;
  private @SuppressWarnings("NullAway.Init") ProcessorContext<Object, Object> context;
  private @SuppressWarnings("NullAway.Init") KeyValueStore<String, Long> sequences;

  DropRepeats(CentralCounters counters) {
    this.counters = counters;
  }

  static StoreBuilder<KeyValueStore<String, Long>> store() {
    // Cached, so that the changelog takes one record a gateway and commit, not one a finding.
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.Long())
        .withCachingEnabled();
  }

  @Override
  public void init(ProcessorContext<Object, Object> streams) {
    context = streams;
    sequences = streams.getStateStore(STORE);
  }

  @Override
  public void process(Record<Object, Object> record) {
    TopologyInput.Stated stated = (TopologyInput.Stated) record.value();
    String counter = stated.signed().gateway() + "~" + stated.signed().epoch();
    Long last = sequences.get(counter);
    if (last != null && stated.signed().sequence() <= last) {
      counters.duplicate(Topics.FINDINGS.name());
      return;
    }
    sequences.put(counter, stated.signed().sequence());
    if (stated.statement() instanceof ConditionSnapshot snapshot && cameBefore(snapshot, counter)) {
      counters.duplicate(Topics.FINDINGS.name());
      return;
    }
    counters.accepted("topology", Topics.FINDINGS.name());
    context.forward(record);
  }

  private boolean cameBefore(ConditionSnapshot snapshot, String counter) {
    String line = counter + "~" + snapshot.line();
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, snapshot.time());
    Long last = sequences.get(line);
    sequences.put(line, micros);
    return last != null && last == micros;
  }
}
