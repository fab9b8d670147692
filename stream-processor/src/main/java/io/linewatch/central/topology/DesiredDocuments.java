package io.linewatch.central.topology;

import io.linewatch.central.lifecycle.GatewayScope;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.Topics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Keeps the newest desired state of every gateway in a global store, as the bytes that stood on the
 * topic: restoring copies bytes past this class, so the store must not hold anything else. Runs on
 * the global thread; {@link Scopes} reads on the stream threads.
 */
final class DesiredDocuments implements Processor<byte[], byte[], Void, Void> {
  static final String STORE = "desired-documents";

  private @SuppressWarnings("NullAway.Init") KeyValueStore<Bytes, byte[]> documents;

  static StoreBuilder<KeyValueStore<Bytes, byte[]>> store() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
        .withLoggingDisabled();
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    documents = context.getStateStore(STORE);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    // A bare tombstone takes nothing away, here as on the gateway: removal is said in a document.
    if (record.key() != null && record.value() != null && readable(record.value())) {
      documents.put(Bytes.wrap(record.key()), record.value());
    }
  }

  /**
   * One document nobody can read must not silence a gateway: the one before stays, and the gateway
   * itself refuses and reports it. Only a restore, which copies, may bring the unreadable one back.
   */
  private static boolean readable(byte[] document) {
    try {
      Topics.DESIRED.codec().decode(document);
      return true;
    } catch (MalformedRecord | IllegalArgumentException unreadable) {
      return false;
    }
  }

  /**
   * What gateways may say, by their newest document. Decodes a document once, not once a record.
   * Owned by one stream thread.
   */
  static final class Scopes {
    private final KeyValueStore<Bytes, byte[]> documents;
    private final Map<String, Known> known = new HashMap<>();

    private record Known(byte[] document, Optional<GatewayScope> scope) {}

    Scopes(KeyValueStore<Bytes, byte[]> documents) {
      this.documents = documents;
    }

    /** Empty when the gateway has no desired state, or none that can be read. */
    Optional<GatewayScope> of(String gateway) {
      byte[] document = documents.get(Bytes.wrap(TopologyBytes.of(gateway)));
      if (document == null) {
        known.remove(gateway);
        return Optional.empty();
      }
      Known last = known.get(gateway);
      if (last == null || !Arrays.equals(last.document(), document)) {
        last = new Known(document, read(gateway, document));
        known.put(gateway, last);
      }
      return last.scope();
    }

    private static Optional<GatewayScope> read(String gateway, byte[] document) {
      try {
        GatewayScope scope = GatewayScope.of(Topics.DESIRED.codec().decode(document));
        return scope.gateway().equals(gateway) ? Optional.of(scope) : Optional.empty();
      } catch (MalformedRecord | IllegalArgumentException unreadable) {
        return Optional.empty();
      }
    }
  }
}
