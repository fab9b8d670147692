package io.linewatch.system.simulation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.central.metrics.CentralCounters;
import io.linewatch.central.topology.AlertTopology;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.CommandReply;
import io.linewatch.domain.wire.RecordSignature;
import io.linewatch.domain.wire.Topics;
import io.linewatch.system.simulation.SimulatedKafka.Stored;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.RestoredTopology;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The real topology's task of one partition, exactly once: what a transaction read, wrote and
 * changed in its stores is kept as a whole or not at all. A crash is a new driver whose stores are
 * those of the last commit.
 */
final class SimulatedProcessor {
  private static final List<String> STORES = List.of("alerts-by-source", "sequences");
  private static final ByteArraySerializer IN = new ByteArraySerializer();
  private static final ByteArrayDeserializer OUT = new ByteArrayDeserializer();

  private final int partition;
  private final SimulatedKafka kafka;
  private final InstantSource clock;
  private final Path folder;
  final ReferenceCentre reference = new ReferenceCentre();
  private final Map<String, Map<String, Object>> committedStores = new HashMap<>();
  private final Map<String, Integer> committed = new HashMap<>();
  private TopologyTestDriver driver;
  private int desiredRead;

  /** What a transaction has read so far, to be told to the reference once it is committed. */
  private final List<Runnable> read = new ArrayList<>();

  SimulatedProcessor(int partition, SimulatedKafka kafka, InstantSource clock, Path folder) {
    this.partition = partition;
    this.kafka = kafka;
    this.clock = clock;
    this.folder = folder;
    this.driver = begin();
  }

  private TopologyTestDriver begin() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "simulated-" + partition);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    driver =
        new TopologyTestDriver(
            AlertTopology.build(
                GatewayKeys.derivedFrom(SimulatedProducer.siteSecret()),
                clock,
                new CentralCounters(new SimpleMeterRegistry())),
            properties,
            clock.instant());
    desiredRead = 0;
    readDesired(Integer.MAX_VALUE);
    for (Map.Entry<String, Map<String, Object>> store : committedStores.entrySet()) {
      KeyValueStore<String, Object> filled = driver.getKeyValueStore(store.getKey());
      store.getValue().forEach(filled::put);
    }
    RestoredTopology.begin(driver, "lifecycle");
    return driver;
  }

  void crash() {
    driver.close();
    read.clear();
    driver = begin();
  }

  void close() {
    driver.close();
  }

  /** The global thread takes over some desired states; that is outside of any transaction. */
  void readDesired(int atMost) {
    List<Stored> desired = kafka.desired();
    for (int i = 0; i < atMost && desiredRead < desired.size(); i++, desiredRead++) {
      Stored document = desired.get(desiredRead);
      pipe(Topics.DESIRED.name(), document);
      reference.desired(Topics.DESIRED.codec().decode(document.value()));
    }
  }

  private int position(String topic) {
    return committed.getOrDefault(topic, 0);
  }

  boolean hasWork() {
    return position(Topics.FINDINGS.name()) < kafka.log(Topics.FINDINGS.name(), partition).size()
        || position(Topics.COMMANDS.name()) < kafka.log(Topics.COMMANDS.name(), partition).size()
        || desiredRead < kafka.desired().size();
  }

  /** Reads up to so many records, in a mixture of the two topics, without committing. */
  Map<String, Integer> read(int atMost, Random random) {
    Map<String, Integer> positions = new HashMap<>(committed);
    for (int i = 0; i < atMost; i++) {
      String first = random.nextBoolean() ? Topics.FINDINGS.name() : Topics.COMMANDS.name();
      String second =
          first.equals(Topics.FINDINGS.name()) ? Topics.COMMANDS.name() : Topics.FINDINGS.name();
      if (!readOne(first, positions) && !readOne(second, positions)) {
        break;
      }
    }
    return positions;
  }

  private boolean readOne(String topic, Map<String, Integer> positions) {
    int position = positions.getOrDefault(topic, 0);
    List<Stored> log = kafka.log(topic, partition);
    if (position >= log.size()) {
      return false;
    }
    Stored record = log.get(position);
    pipe(topic, record);
    positions.put(topic, position + 1);
    read.add(() -> {
      if (topic.equals(Topics.FINDINGS.name())) {
        reference.state(
            Topics.FINDINGS.codec().decode(record.value()),
            new String(record.value(), ISO_8859_1),
            header(record, RecordSignature.GATEWAY_HEADER)
                + header(record, RecordSignature.EPOCH_HEADER),
            Long.parseLong(header(record, RecordSignature.SEQUENCE_HEADER)));
      } else {
        reference.command(Topics.COMMANDS.codec().decode(record.value()));
      }
    });
    return true;
  }

  private static String header(Stored record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  /** A second of wall clock goes by for the timers. */
  void tick() {
    Instant now = clock.instant();
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    read.add(() -> reference.timePasses(now));
  }

  private void pipe(String topic, Stored record) {
    driver
        .createInputTopic(topic, IN, IN)
        .pipeInput(
            new TestRecord<>(
                record.key().getBytes(UTF_8),
                record.value(),
                new RecordHeaders(record.headers().toArray()),
                record.time()));
  }

  /** What a committed transaction wrote. */
  record Written(List<AlertEvent> events, List<CommandReply> replies, int deadLetters) {}

  /** All of it becomes visible; the reference hears what was read. */
  Written commit(Map<String, Integer> positions) {
    committed.putAll(positions);
    List<AlertEvent> events = new ArrayList<>();
    for (TestRecord<byte[], byte[]> out : output(Topics.ALERTS.name())) {
      events.add(Topics.ALERTS.codec().decode(out.value()));
      kafka.append(
          Topics.ALERTS.name(),
          partition,
          new Stored(
              new String(out.key(), UTF_8), out.value(), out.headers(), out.getRecordTime()));
    }
    List<CommandReply> replies =
        output(Topics.REPLIES.name()).stream()
            .map(out -> Topics.REPLIES.codec().decode(out.value()))
            .toList();
    int deadLetters = output(Topics.DEAD_LETTER.name()).size();
    for (String name : STORES) {
      Map<String, Object> content = new HashMap<>();
      try (KeyValueIterator<String, Object> all =
          driver.<String, Object>getKeyValueStore(name).all()) {
        while (all.hasNext()) {
          KeyValue<String, Object> entry = all.next();
          content.put(entry.key, entry.value);
        }
      }
      committedStores.put(name, content);
    }
    reference.told.clear();
    reference.replies.clear();
    reference.deadLetters = 0;
    read.forEach(Runnable::run);
    read.clear();
    return new Written(events, replies, deadLetters);
  }

  Map<String, Integer> positions() {
    return new HashMap<>(committed);
  }

  private List<TestRecord<byte[], byte[]>> output(String topic) {
    return driver.createOutputTopic(topic, OUT, OUT).readRecordsToList();
  }
}
