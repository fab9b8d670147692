package io.linewatch.central.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linewatch.central.fixture.Plant;
import io.linewatch.central.fixture.Signer;
import io.linewatch.central.metrics.CentralCounters;
import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.CommandReply;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The production topology without a broker, on a clock the test moves. */
final class DrivenTopology implements AutoCloseable {
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;
  private Instant now = Plant.NOON;
  private long sequence;

  DrivenTopology() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    driver =
        new TopologyTestDriver(
            AlertTopology.build(Plant.keys(), () -> now, new CentralCounters(meters)),
            properties,
            now);
    desired(Plant.desired("gw-1", Plant.PUMP));
    desired(Plant.desired("gw-2", Plant.FAN));
  }

  void desired(DesiredState state) {
    input(Topics.DESIRED.name())
        .pipeInput(state.gateway().getBytes(UTF_8), Topics.DESIRED.codec().encode(state));
  }

  /** As gateway gw-1 with the next sequence. */
  void state(Statement statement) {
    state(statement, ++sequence);
  }

  void state(Statement statement, long withSequence) {
    byte[] value = Topics.FINDINGS.codec().encode(statement);
    String key = statement.line();
    findings(
        key,
        value,
        Signer.headers(
            statement.gateway(), 1, "e1", withSequence, Topics.FINDINGS.name(), key, value));
  }

  void findings(@Nullable String key, byte @Nullable [] value, Headers headers) {
    pipe(Topics.FINDINGS.name(), key, value, headers);
  }

  void command(AlertCommand command) {
    pipe(
        Topics.COMMANDS.name(),
        command.asset().linePath(),
        Topics.COMMANDS.codec().encode(command),
        new RecordHeaders());
  }

  @SuppressWarnings("NullAway") // Kafka's types do not say that keys and values may be null
  void pipe(String topic, @Nullable String key, byte @Nullable [] value, Headers headers) {
    byte[] keyBytes = key == null ? null : key.getBytes(UTF_8);
    input(topic).pipeInput(new TestRecord<>(keyBytes, value, headers, now));
  }

  void timePasses(Duration duration) {
    now = now.plus(duration);
    driver.advanceWallClockTime(duration);
  }

  List<AlertEvent> events() {
    return output(Topics.ALERTS.name()).readValuesToList().stream()
        .map(Topics.ALERTS.codec()::decode)
        .toList();
  }

  AlertEvent onlyEvent() {
    List<AlertEvent> events = events();
    if (events.size() != 1) {
      throw new AssertionError("one event was expected, not " + events + "; dead: " + reasons());
    }
    return events.getFirst();
  }

  CommandReply reply() {
    return Topics.REPLIES.codec().decode(output(Topics.REPLIES.name()).readValue());
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return output(Topics.DEAD_LETTER.name()).readRecordsToList();
  }

  List<String> reasons() {
    return deadLetters().stream().map(letter -> header(letter, Topics.DEAD_LETTER_REASON)).toList();
  }

  static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  boolean holdsNoAlert() {
    try (var all = driver.<String, byte[]>getKeyValueStore(AlertBook.STORE).all()) {
      while (all.hasNext()) {
        if (AlertBook.isAlert(all.next().value)) {
          return false;
        }
      }
      return true;
    }
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    driver.close();
  }
}
