package io.linewatch.edge.outbox;

import io.linewatch.domain.decision.DecisionState;
import io.linewatch.domain.decision.DecisionState.Phase;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decision state by detector, written in the transaction of the finding it belongs to. */
final class DetectorTable {
  private final Connection connection;

  DetectorTable(Connection connection) {
    this.connection = connection;
  }

  void save(Collection<StateChange> changes) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT OR REPLACE INTO detector_state VALUES(?,?,?,?,?,?,?,?,?,?,?)")) {
      for (StateChange change : changes) {
        DecisionState state = change.state();
        insert.setString(1, change.detector().toString());
        insert.setString(2, state.phase().name());
        insert.setString(3, text(state.severity()));
        insert.setString(4, text(state.since()));
        insert.setString(5, text(state.pendingSeverity()));
        insert.setString(6, text(state.pendingSince()));
        insert.setLong(7, state.episode());
        insert.setInt(8, state.transition());
        insert.setString(9, text(state.lastTime()));
        // SQLite keeps no NaN: it becomes NULL, and NULL is read back as NaN.
        insert.setDouble(10, state.lastValue());
        ConditionFinding active = change.active();
        insert.setBytes(11, active == null ? null : Topics.FINDINGS.codec().encode(active));
        insert.executeUpdate();
      }
    }
  }

  /**
   * @throws SQLException also when a row says what this version cannot read: the file is damaged
   */
  Map<DetectorId, SavedDetector> load() throws SQLException {
    Map<DetectorId, SavedDetector> saved = new TreeMap<>();
    try (PreparedStatement select = connection.prepareStatement("SELECT * FROM detector_state");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        saved.put(DetectorId.of(row.getString("detector")), detector(row));
      }
      return saved;
    } catch (IllegalArgumentException | java.time.DateTimeException | MalformedRecord e) {
      throw OutboxFile.damage("detector_state: " + e.getMessage());
    }
  }

  private static SavedDetector detector(ResultSet row) throws SQLException {
    double lastValue = row.getDouble("last_value");
    if (row.wasNull()) {
      lastValue = Double.NaN;
    }
    DecisionState state =
        new DecisionState(
            Phase.valueOf(row.getString("phase")),
            severity(row.getString("severity")),
            instant(row.getString("since")),
            severity(row.getString("pending_severity")),
            instant(row.getString("pending_since")),
            row.getLong("episode"),
            row.getInt("transition"),
            instant(row.getString("last_time")),
            lastValue);
    byte[] bytes = row.getBytes("active");
    if (bytes == null) {
      return new SavedDetector(state, null);
    }
    Statement active = Topics.FINDINGS.codec().decode(bytes);
    if (!(active instanceof ConditionFinding finding)) {
      throw new MalformedRecord("the active finding is a " + active.getClass().getSimpleName());
    }
    return new SavedDetector(state, finding);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static @Nullable Severity severity(@Nullable String name) {
    return name == null ? null : Severity.valueOf(name);
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
