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
import io.linewatch.central.lifecycle.GatewayScope;
import io.linewatch.domain.wire.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryRecordsTest {
  private static final String GATEWAY = "gw-1";

  private @Nullable Function<Instant, GatewayScope> asOf;
  private final HistoryRecords records =
      new HistoryRecords(
          GatewayKeys.derivedFrom(Plant.siteSecret()),
          InstantSource.system(),
          (gateway, time) -> Optional.ofNullable(asOf).map(scope -> scope.apply(time)));

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

  @Test
  void whatWasStatedBeforeTheAssetWasTakenAwayIsKeptThoughHistoryIsBehind() {
    desired(Topics.DESIRED.codec().encode(Plant.desired(GATEWAY, Plant.FAN)));
    List<Instant> asked = new ArrayList<>();
    asOf =
        time -> {
          asked.add(time);
          return GatewayScope.of(Plant.desired(GATEWAY, Plant.PUMP));
        };

    assertThat(records.read(finding(Plant.NOON.minusSeconds(3_600).toEpochMilli())))
        .isInstanceOf(HistoryItem.Stored.class);
    assertThat(asked).containsExactly(Plant.NOON.minusSeconds(3_600));
    assertThat(records.read(finding(Plant.NOON.plusSeconds(3_600).toEpochMilli())))
        .as("stated after it was taken away")
        .isInstanceOf(HistoryItem.Refused.class);
  }

  private void desired(byte @Nullable [] value) {
    records.desired(record(0, Topics.DESIRED.name(), GATEWAY, value, new RecordHeaders()));
  }

  private static ConsumerRecord<byte[], byte[]> finding() {
    return finding(Plant.NOON.plusSeconds(3_600).toEpochMilli());
  }

  private static ConsumerRecord<byte[], byte[]> finding(long stampMillis) {
    byte[] value = Topics.FINDINGS.codec().encode(raised(VIBRATION, 1, NOON));
    String topic = Topics.FINDINGS.name();
    return record(
        stampMillis, topic, LINE, value, Signer.headers(GATEWAY, 1, "e1", 1, topic, LINE, value));
  }

  @SuppressWarnings("NullAway") // Kafka's types do not say that values may be null
  private static ConsumerRecord<byte[], byte[]> record(
      long stampMillis, String topic, String key, byte @Nullable [] value, Headers headers) {
    return new ConsumerRecord<>(
        topic,
        0,
        0,
        stampMillis,
        TimestampType.CREATE_TIME,
        -1,
        -1,
        key.getBytes(UTF_8),
        value,
        headers,
        Optional.empty());
  }
}
