package io.linewatch.bench.faults.observation;

import io.linewatch.bench.faults.oracle.Transition;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.wire.Topics;
import io.linewatch.standalone.server.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what PostgreSQL holds of a run. Any thread. */
public final class HistoryTap {
  private static final int TIMEOUT_SECONDS = 10;

  private final String url;
  private final String password;
  private final RunClock clock;

  public HistoryTap(String url, String password, RunClock clock) {
    this.url = url;
    this.password = password;
    this.clock = clock;
  }

  /**
   * Conditions stored as findings, in order of time; null when the database does not answer.
   *
   * @param fromMicros since the start of the run
   */
  public @Nullable List<Transition> findings(long fromMicros) {
    return read(
        fromMicros,
        "select body from finding where time >= ? order by time",
        body ->
            Topics.FINDINGS.codec().decode(body) instanceof ConditionFinding finding
                ? clock.of(finding)
                : null);
  }

  /** Conditions stored as events of alerts; null when the database does not answer. */
  public @Nullable List<Transition> alerts(long fromMicros) {
    return read(
        fromMicros,
        "select body from alert_event where time >= ? order by time, revision",
        body -> clock.of(Topics.ALERTS.codec().decode(body)));
  }

  /** The document that the centre issued last for this gateway. */
  public byte[] desired(String gateway) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, password);
        PreparedStatement select =
            connection.prepareStatement(
                "select document from desired_state where gateway = ? order by revision desc")) {
      select.setString(1, gateway);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getBytes(1) : new byte[0];
      }
    }
  }

  /** One row's body to what it tells. */
  private interface Reading {
    @Nullable Transition of(byte[] body);
  }

  private @Nullable List<Transition> read(long fromMicros, String query, Reading reading) {
    try (Connection connection = DriverManager.getConnection(url, PostgresServer.USER, password);
        PreparedStatement select = connection.prepareStatement(query)) {
      select.setQueryTimeout(TIMEOUT_SECONDS);
      select.setTimestamp(1, Timestamp.from(clock.base().plus(fromMicros, ChronoUnit.MICROS)));
      List<Transition> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Transition transition = reading.of(row.getString(1).getBytes(StandardCharsets.UTF_8));
          if (transition != null) {
            found.add(transition);
          }
        }
      }
      return found;
    } catch (SQLException away) {
      return null;
    }
  }
}
