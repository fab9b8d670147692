package io.linewatch.central.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.console.SampleAlerts;
import io.linewatch.central.fixture.Plant;
import io.linewatch.central.fixture.Signer;
import io.linewatch.domain.wire.Topic;
import io.linewatch.domain.wire.Topics;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.JsonMutator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** History reads what the topics hold, whatever it is, and goes on. */
class HistoryRecordsFuzzTest {
  private final HistoryRecords records =
      new HistoryRecords(Plant.keys(), () -> Plant.NOON, (_, _) -> Optional.empty());

  @Test
  void everyFindingIsRowsOrRefused() {
    byte[] desired = Topics.DESIRED.codec().encode(Plant.desired("gw-1", Plant.PUMP));
    records.desired(record(Topics.DESIRED, "gw-1", desired, new RecordHeaders()));
    List<byte[]> samples =
        List.of(
            Topics.FINDINGS.codec().encode(Plant.raised(Plant.VIBRATION, 1, Plant.NOON)),
            Topics.FINDINGS.codec().encode(Plant.gap(Plant.PUMP)),
            Topics.FINDINGS.codec().encode(Plant.gatewayFinding(true, 1)));

    Fuzz.run(
        FuzzTarget.of(
                "history-findings",
                samples,
                new JsonMutator(),
                input -> read(Topics.FINDINGS, Plant.LINE, input))
            .rounds(1_500));
  }

  @Test
  void everyAlertEventIsRowsOrRefused() {
    Fuzz.run(
        FuzzTarget.of(
                "history-alerts",
                List.of(Topics.ALERTS.codec().encode(SampleAlerts.event("a-1", 3, true))),
                new JsonMutator(),
                input -> read(Topics.ALERTS, Plant.LINE, input))
            .rounds(1_500));
  }

  private @Nullable String read(Topic<?> topic, String key, byte[] value) {
    Headers headers = Signer.headers("gw-1", 1, "e1", 1, topic.name(), key, value);
    return switch (records.read(record(topic, key, value, headers))) {
      case HistoryItem.Stored stored -> {
        assertThat(stored.rows().toString()).doesNotContain("\u0000");
        yield null;
      }
      case HistoryItem.Refused refused -> refused.refusal().text();
    };
  }

  private static ConsumerRecord<byte[], byte[]> record(
      Topic<?> topic, String key, byte[] value, Headers headers) {
    return new ConsumerRecord<>(
        topic.name(),
        0,
        1,
        0,
        TimestampType.CREATE_TIME,
        key.length(),
        value.length,
        key.getBytes(UTF_8),
        value,
        headers,
        Optional.empty());
  }
}
