package io.linewatch.central.history;

import static io.linewatch.central.fixture.Plant.LINE;
import static io.linewatch.central.fixture.Plant.NOON;
import static io.linewatch.central.fixture.Plant.VIBRATION;
import static io.linewatch.central.fixture.Plant.raised;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.central.fixture.Plant;
import io.linewatch.central.history.HistoryBatch.Step;
import io.linewatch.central.history.HistoryBatch.TakenOver;
import io.linewatch.central.history.HistoryItem.Refused;
import io.linewatch.central.history.HistoryItem.Stored;
import io.linewatch.central.kafka.Refusal.Reason;
import io.linewatch.domain.finding.Finding;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryBatchTest {
  private static final TopicPartition PARTITION = new TopicPartition("linewatch.findings", 0);

  private HistoryDatabase database;
  private HistoryReader reader;

  @BeforeEach
  void start() throws SQLException {
    database = TestDatabase.empty();
    reader = new HistoryReader(database.dataSource());
    assertThat(StoredOffsets.load(database.dataSource(), List.of(PARTITION)))
        .containsEntry(PARTITION, 0L);
  }

  private static Stored finding(long episode) {
    Finding finding = raised(VIBRATION, episode, NOON);
    return new Stored(record(), List.of(RecordRows.finding(finding, json(finding))), null);
  }

  private static JsonText json(Finding finding) {
    return new JsonText(Topics.FINDINGS.codec().encode(finding));
  }

  private static ConsumerRecord<byte[], byte[]> record() {
    return new ConsumerRecord<>(
        PARTITION.topic(), 0, 0, LINE.getBytes(StandardCharsets.UTF_8), new byte[0]);
  }

  private List<Refused> write(List<Stored> items, long from, long to)
      throws SQLException, TakenOver {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      try {
        List<Refused> refused =
            HistoryBatch.write(connection, items, List.of(new Step(PARTITION, from, to)));
        connection.commit();
        return refused;
      } catch (SQLException | TakenOver e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private int findings() {
    return reader.findings(Plant.PUMP, NOON, NOON.plusSeconds(1), 100).size();
  }

  @Test
  void rowsAndOffsetMoveTogether() throws Exception {
    write(List.of(finding(1), finding(2)), 0, 2);
    assertThat(findings()).isEqualTo(2);
    assertThat(StoredOffsets.load(database.dataSource(), List.of(PARTITION)))
        .containsEntry(PARTITION, 2L);
  }

  @Test
  void aWriterWhosePlaceHasMovedWritesNothingAndLearnsIt() throws Exception {
    write(List.of(finding(1)), 0, 1);
    assertThatThrownBy(() -> write(List.of(finding(7)), 0, 1)).isInstanceOf(TakenOver.class);
    assertThat(findings()).isEqualTo(1);
  }

  @Test
  void recordsReadAgainAreHarmless() throws Exception {
    write(List.of(finding(1)), 0, 1);
    write(List.of(finding(1), finding(1)), 1, 3);
    assertThat(findings()).isEqualTo(1);
  }

  @Test
  void aRecordTheDatabaseCannotStoreIsRefusedAlone() throws Exception {
    GapFinding gap = Plant.gap(Plant.PUMP);
    GapFinding poison =
        new GapFinding(
            gap.id(),
            AssetPath.of("demo/hall/line-1/pump"),
            "nul \u0000 here",
            gap.from(),
            gap.to(),
            1,
            "",
            NOON);
    // No codec lets it through; a store must not rest on that.
    Stored bad = new Stored(record(), List.of(RecordRows.gap(poison, json(gap))), null);
    List<Refused> refused = write(List.of(finding(1), bad, finding(2)), 0, 3);
    assertThat(refused)
        .singleElement()
        .satisfies(item -> assertThat(item.refusal().reason()).isEqualTo(Reason.NOT_STORABLE));
    assertThat(findings()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+999999999-12-30T00:00:00Z", "+300000-01-01T00:00:00Z"})
  void aTimeThatPostgreSqlCannotNameIsRefusedAlone(String time) throws Exception {
    Finding far = raised(VIBRATION, 9, Instant.parse(time));
    Stored bad = new Stored(record(), List.of(RecordRows.finding(far, json(far))), null);
    List<Refused> refused = write(List.of(finding(1), bad, finding(2)), 0, 3);
    assertThat(refused)
        .singleElement()
        .satisfies(item -> assertThat(item.refusal().reason()).isEqualTo(Reason.NOT_STORABLE));
    assertThat(findings()).isEqualTo(2);
  }
}
