package io.linewatch.central.history;

import static io.linewatch.central.fixture.Plant.FAN;
import static io.linewatch.central.fixture.Plant.NOON;
import static io.linewatch.central.fixture.Plant.PUMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.fixture.Plant;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.wire.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StoredScopesTest {
  private final HistoryDatabase database = TestDatabase.empty();
  private final StoredScopes scopes = new StoredScopes(database.dataSource());

  @Test
  void aGatewayCouldSpeakOfWhatItsDesiredStateOfThatTimeGaveIt() throws SQLException {
    issued(1, NOON, PUMP);
    issued(2, NOON.plusSeconds(60), FAN);

    assertThat(scopes.at("gw-1", NOON.minusSeconds(1))).isEmpty();
    assertThat(scopes.at("gw-1", NOON.plusSeconds(59)).orElseThrow().covers(PUMP)).isTrue();
    assertThat(scopes.at("gw-1", NOON.plusSeconds(60)).orElseThrow().covers(PUMP)).isFalse();
    assertThat(scopes.at("gw-1", NOON.plusSeconds(90)).orElseThrow().covers(FAN)).isTrue();
    assertThat(scopes.at("gw-2", NOON.plusSeconds(90))).isEmpty();
  }

  private void issued(long revision, Instant at, AssetPath asset) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        PreparedStatement plant =
            connection.prepareStatement("insert into plant_version values (?, '', '', ?, '')");
        PreparedStatement desired =
            connection.prepareStatement(
                "insert into desired_state values ('gw-1', ?, ?, ?, ?, null)")) {
      plant.setLong(1, revision);
      plant.setObject(2, at.atOffset(ZoneOffset.UTC));
      plant.executeUpdate();
      desired.setLong(1, revision);
      desired.setLong(2, revision);
      desired.setBytes(3, Topics.DESIRED.codec().encode(Plant.desired("gw-1", asset)));
      desired.setObject(4, at.atOffset(ZoneOffset.UTC));
      desired.executeUpdate();
    }
  }
}
