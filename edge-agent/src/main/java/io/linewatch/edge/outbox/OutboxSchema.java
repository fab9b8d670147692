package io.linewatch.edge.outbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/** The tables as they are made, and the check that a file has these and no others. */
final class OutboxSchema {
  static final int VERSION = 3;

  /** The version that is still read: it has no verdicts. */
  static final int VERSION_BEFORE = 2;

  private static final String VERSION_NAME = "schema";

  private static final String VERDICTS =
      "CREATE TABLE verdict(number INTEGER PRIMARY KEY, station TEXT NOT NULL,"
          + " value BLOB NOT NULL, digest INTEGER NOT NULL)";

  /** As SQLite keeps them, so that a damaged definition can be told. */
  private static final Set<String> DEFINITIONS =
      new TreeSet<>(
          Set.of(
              "CREATE TABLE seal(id INTEGER PRIMARY KEY, commits INTEGER NOT NULL,"
                  + " sequence INTEGER NOT NULL, row_count INTEGER NOT NULL,"
                  + " row_sum INTEGER NOT NULL, digest INTEGER NOT NULL)",
              "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL,"
                  + " digest INTEGER NOT NULL)",
              "CREATE TABLE outbox(sequence INTEGER PRIMARY KEY, digest INTEGER NOT NULL,"
                  + " lane INTEGER NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL,"
                  + " value BLOB NOT NULL, created INTEGER NOT NULL, bytes INTEGER NOT NULL,"
                  + " replaces TEXT, stream TEXT, asset TEXT, first_micros INTEGER,"
                  + " last_micros INTEGER, items INTEGER)",
              "CREATE INDEX outbox_lane ON outbox(lane, sequence)",
              "CREATE INDEX outbox_replaces ON outbox(replaces) WHERE replaces IS NOT NULL",
              "CREATE TABLE detector_state(detector TEXT PRIMARY KEY, state TEXT NOT NULL,"
                  + " active BLOB, digest INTEGER NOT NULL)",
              "CREATE TABLE gap(stream TEXT NOT NULL, reason TEXT NOT NULL, asset TEXT,"
                  + " first_micros INTEGER NOT NULL, last_micros INTEGER NOT NULL,"
                  + " items INTEGER NOT NULL, digest INTEGER NOT NULL,"
                  + " PRIMARY KEY(stream, reason))",
              "CREATE TABLE refused(sequence INTEGER PRIMARY KEY, topic TEXT NOT NULL,"
                  + " key TEXT NOT NULL, value BLOB NOT NULL, reason TEXT NOT NULL,"
                  + " time INTEGER NOT NULL, digest INTEGER NOT NULL)",
              VERDICTS));

  private static final Set<String> DEFINITIONS_BEFORE = without(VERDICTS);

  private OutboxSchema() {}

  private static Set<String> without(String definition) {
    Set<String> others = new TreeSet<>(DEFINITIONS);
    others.remove(definition);
    return others;
  }

  /** Belongs into one transaction with the version. */
  static void addVerdicts(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(VERDICTS);
    }
  }

  /** Whether nothing was ever committed to the file. */
  static boolean isEmpty(Connection connection) throws SQLException {
    return definitions(connection).isEmpty();
  }

  /** Makes the tables; belongs into one transaction with the first rows. */
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Indexes after their tables.
      for (String definition : ((TreeSet<String>) DEFINITIONS).descendingSet()) {
        statement.execute(definition);
      }
    }
  }

  static void writeVersion(MetaTable meta) throws SQLException {
    meta.put(VERSION_NAME, Integer.toString(VERSION));
  }

  /**
   * @return {@link #VERSION} or {@link #VERSION_BEFORE}
   * @throws SQLException when the file is of another version of the agent, or damaged
   */
  static int require(Connection connection) throws SQLException {
    Set<String> found = definitions(connection);
    if (found.equals(DEFINITIONS)) {
      return VERSION;
    }
    String version = version(connection);
    if (found.equals(DEFINITIONS_BEFORE) && version.equals(Integer.toString(VERSION_BEFORE))) {
      return VERSION_BEFORE;
    }
    if (!version.matches("[0-9]{1,4}")
        || version.equals(Integer.toString(VERSION))
        || version.equals(Integer.toString(VERSION_BEFORE))) {
      throw OutboxFile.damage("the tables are not those that were made");
    }
    throw new SQLException(
        "the outbox was written by another version of the agent (schema "
            + version
            + ", this one knows "
            + VERSION
            + "): start that version, let it empty the outbox, then upgrade");
  }

  private static String version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT value FROM meta WHERE name = '" + VERSION_NAME + "'")) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }

  private static Set<String> definitions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")) {
      Set<String> found = new TreeSet<>();
      while (row.next()) {
        found.add(row.getString(1));
      }
      return found;
    }
  }
}
