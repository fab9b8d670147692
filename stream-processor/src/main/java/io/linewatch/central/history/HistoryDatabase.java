package io.linewatch.central.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;

/** The pool of connections, and the schema. Any thread. */
public final class HistoryDatabase implements AutoCloseable {
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_CONNECTIONS = 10;

  /** A log-in at PostgreSQL takes CPU time on purpose, and all ten would start with the program. */
  private static final int IDLE_CONNECTIONS = 2;

  private final HikariDataSource pool;
  private volatile boolean migrated;

  private HistoryDatabase(HikariDataSource pool) {
    this.pool = pool;
  }

  /** Does not connect yet, so the centre starts while PostgreSQL is away. */
  public static HistoryDatabase open(String url, String user, String password) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("history");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(MAX_CONNECTIONS);
    config.setMinimumIdle(IDLE_CONNECTIONS);
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "linewatch-central");
    return new HistoryDatabase(new HikariDataSource(config));
  }

  /**
   * Brings the schema up to date; safe to repeat, and when two do it at once.
   *
   * @throws HistoryUnavailable when PostgreSQL is away or a migration fails
   */
  public void migrate() {
    if (migrated) {
      return;
    }
    try {
      Flyway.configure().dataSource(pool).locations("classpath:db/migration").load().migrate();
      migrated = true;
    } catch (FlywayException e) {
      throw new HistoryUnavailable("the history schema could not be brought up to date", e);
    }
  }

  public DataSource dataSource() {
    return pool;
  }

  /**
   * For stores of other packages. Where no connection can be had, every use throws {@link
   * HistoryUnavailable}, so that nobody beyond the stores needs to know the library.
   */
  public Jdbi jdbi() {
    return Jdbi.create(this::connect);
  }

  private Connection connect() {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      throw new HistoryUnavailable("PostgreSQL gives no connection: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
