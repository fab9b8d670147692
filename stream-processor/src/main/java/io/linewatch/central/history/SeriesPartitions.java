package io.linewatch.central.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Makes the day partitions of {@code series_block}. Safe when several programs do it at once: one
 * advisory lock lets them in one after the other. A partition is made apart and then attached, so
 * readers are never shut out. Owned by the thread that writes.
 */
final class SeriesPartitions {
  /** Eleven years of days; more would slow PostgreSQL's planning and means absurd times. */
  static final int MAX_PARTITIONS = 4000;

  private static final long ADVISORY_LOCK = 0x6c77_7365_7269_6573L;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

  private final DataSource database;
  private final Set<LocalDate> known = new TreeSet<>();

  SeriesPartitions(DataSource database) {
    this.database = database;
  }

  static LocalDate dayOf(Instant minute) {
    return minute.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /**
   * @return the days that cannot be stored, because there are too many partitions already
   */
  Set<LocalDate> ensure(Set<LocalDate> days) throws SQLException {
    Set<LocalDate> impossible = new TreeSet<>();
    for (LocalDate day : days) {
      if (!known.contains(day)) {
        if (make(day)) {
          known.add(day);
        } else {
          impossible.add(day);
        }
      }
    }
    return impossible;
  }

  /** How many of these days have no partition yet, and how many more there can be. */
  record Room(int missing, int left) {}

  Room room(Set<LocalDate> days) throws SQLException {
    int missing = 0;
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (LocalDate day : days) {
        missing += known.contains(day) || exists(connection, nameOf(day)) ? 0 : 1;
      }
      return new Room(missing, MAX_PARTITIONS - count(statement));
    }
  }

  private static String nameOf(LocalDate day) {
    return "series_block_" + DAY.format(day);
  }

  private boolean make(LocalDate day) throws SQLException {
    String name = nameOf(day);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("select pg_advisory_xact_lock(" + ADVISORY_LOCK + ")");
        if (!exists(connection, name)) {
          if (count(statement) >= MAX_PARTITIONS) {
            connection.rollback();
            return false;
          }
          // The name is made of digits only, so nothing needs quoting.
          statement.execute(
              "create table "
                  + name
                  + " (like series_block including defaults including constraints including"
                  + " storage)");
          statement.execute(
              "alter table series_block attach partition %s for values from ('%s 00:00+00') to ('%s 00:00+00')"
                  .formatted(name, day, day.plusDays(1)));
        }
        connection.commit();
        return true;
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  private static boolean exists(Connection connection, String name) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select to_regclass(?) is not null")) {
      query.setString(1, name);
      try (ResultSet rows = query.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  private static int count(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "select count(*) from pg_inherits where inhparent = 'series_block'::regclass")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }
}
