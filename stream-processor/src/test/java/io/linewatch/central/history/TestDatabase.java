package io.linewatch.central.history;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One real PostgreSQL for all tests of the module, ended with the JVM; every test starts empty. */
public final class TestDatabase {
  private static final EmbeddedPostgres SERVER = start();
  private static final HistoryDatabase DATABASE = open();

  private TestDatabase() {}

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HistoryDatabase open() {
    HistoryDatabase database = HistoryDatabase.open(url(), "postgres", "postgres");
    database.migrate();
    return database;
  }

  /** For programs that open it themselves, as user {@code postgres} with any password. */
  public static String url() {
    return SERVER.getJdbcUrl("postgres", "postgres");
  }

  /** Migrated, and without rows of history. */
  public static HistoryDatabase empty() {
    try (Connection connection = DATABASE.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "truncate alert, alert_event, finding, gap, gateway_status, series, series_block,"
              + " consumer_offset, plant_version, desired_state, history_import,"
              + " history_import_series");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return DATABASE;
  }
}
