package io.linewatch.central.history;

import static io.linewatch.central.fixture.Plant.LINE;
import static io.linewatch.central.fixture.Plant.NOON;
import static io.linewatch.central.fixture.Plant.VIBRATION;
import static io.linewatch.central.fixture.Plant.raised;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.fixture.Plant;
import io.linewatch.central.fixture.Signer;
import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.domain.wire.Topics;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryRecordsTest {
  private static final String GATEWAY = "gw-1";

  private final HistoryRecords records =
      new HistoryRecords(GatewayKeys.derivedFrom(Plant.siteSecret()), InstantSource.system());

  @BeforeEach
  void theGatewayHasAPump() {
    desired(Topics.DESIRED.codec().encode(Plant.desired(GATEWAY, Plant.PUMP)));
  }

  @Test
  void aDeletedDesiredStateDoesNotKeepFindingsOutOfHistory() {
    desired(null);

    assertThat(records.read(finding())).isInstanceOf(HistoryItem.Stored.class);
  }

  @Test
  void anUnreadableDesiredStateDoesNotKeepFindingsOutOfHistory() {
    desired("{".getBytes(UTF_8));

    assertThat(records.read(finding())).isInstanceOf(HistoryItem.Stored.class);
  }

  @Test
  void aNewerDesiredStateTakesAnAssetAway() {
    desired(Topics.DESIRED.codec().encode(Plant.desired(GATEWAY, Plant.FAN)));

    assertThat(records.read(finding())).isInstanceOf(HistoryItem.Refused.class);
  }

  private void desired(byte @Nullable [] value) {
    records.desired(record(Topics.DESIRED.name(), GATEWAY, value, new RecordHeaders()));
  }

  private static ConsumerRecord<byte[], byte[]> finding() {
    byte[] value = Topics.FINDINGS.codec().encode(raised(VIBRATION, 1, NOON));
    String topic = Topics.FINDINGS.name();
    return record(topic, LINE, value, Signer.headers(GATEWAY, 1, "e1", 1, topic, LINE, value));
  }

  @SuppressWarnings("NullAway") // Kafka's types do not say that values may be null
  private static ConsumerRecord<byte[], byte[]> record(
      String topic, String key, byte @Nullable [] value, Headers headers) {
    return new ConsumerRecord<>(
        topic,
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        -1,
        -1,
        key.getBytes(UTF_8),
        value,
        headers,
        Optional.empty());
  }
}
