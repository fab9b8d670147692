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
import org.jspecify.annotations.Nullable;

/** Decision state by detector, written in the transaction of the finding it belongs to. */
final class DetectorTable {
  private static final String TABLE = "detector_state";

  private final Connection connection;
  private final Seal seal;

  DetectorTable(Connection connection, Seal seal) {
    this.connection = connection;
    this.seal = seal;
  }

  void save(Collection<NewState> states) throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM detector_state WHERE detector = ? RETURNING digest");
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO detector_state(detector, state, active, digest) VALUES(?,?,?,?)")) {
      for (NewState state : states) {
        delete.setString(1, state.detector());
        seal.removeAll(delete);
        insert.setString(1, state.detector());
        insert.setString(2, state.state());
        insert.setBytes(3, state.active());
        insert.setLong(4, state.digest());
        insert.executeUpdate();
        seal.add(state.digest());
      }
    }
  }

  /**
   * @throws SQLException also when a row is not what was written, or says what this version cannot
   *     read: the file is damaged
   */
  Map<DetectorId, SavedDetector> load(Tally tally) throws SQLException {
    Map<DetectorId, SavedDetector> saved = new TreeMap<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT detector, state, active, digest FROM detector_state");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String detector = row.getString(1);
        String state = row.getString(2);
        byte[] active = row.getBytes(3);
        tally.row(TABLE, row.getLong(4), NewState.digest(detector, state, active));
        saved.put(DetectorId.of(detector), detector(state, active));
      }
      return saved;
    } catch (IllegalArgumentException | DateTimeException | MalformedRecord e) {
      throw OutboxFile.damage("detector_state: " + e.getMessage());
    }
  }

  private static SavedDetector detector(String stateText, byte @Nullable [] bytes) {
    var state = DecisionStateText.read(stateText);
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
