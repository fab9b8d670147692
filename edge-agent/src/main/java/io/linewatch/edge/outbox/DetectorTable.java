package io.linewatch.edge.outbox;

import io.linewatch.domain.decision.DecisionStateText;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Decision state by detector, written in the transaction of the finding it belongs to. */
final class DetectorTable {
  private final Connection connection;

  DetectorTable(Connection connection) {
    this.connection = connection;
  }

  void save(Collection<StateChange> changes) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT OR REPLACE INTO detector_state VALUES(?,?,?)")) {
      for (StateChange change : changes) {
        ConditionFinding active = change.active();
        insert.setString(1, change.detector().toString());
        insert.setString(2, DecisionStateText.write(change.state()));
        insert.setBytes(3, active == null ? null : Topics.FINDINGS.codec().encode(active));
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
    } catch (IllegalArgumentException | DateTimeException | MalformedRecord e) {
      throw OutboxFile.damage("detector_state: " + e.getMessage());
    }
  }

  private static SavedDetector detector(ResultSet row) throws SQLException {
    var state = DecisionStateText.read(row.getString("state"));
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
}
