package io.linewatch.central.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A centre that is updated keeps what it has. */
class MigrationTest {
  @ParameterizedTest
  @ValueSource(strings = {"20", "21"})
  void anOlderSchemaIsBroughtUpToDateWithWhatIsInIt(String version) throws SQLException {
    String name = "from_v" + version;
    try (Connection connection = TestDatabase.empty().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("drop database if exists " + name);
      statement.execute("create database " + name);
    }
    String url = TestDatabase.url().replaceFirst("/postgres\\b", "/" + name);
    Flyway.configure()
        .dataSource(url, "postgres", "postgres")
        .locations("classpath:db/migration")
        .target(version)
        .load()
        .migrate();
    try (HistoryDatabase database = HistoryDatabase.open(url, "postgres", "postgres");
        Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into plant_version values (1, 'site: x', 'ann', now(), 'the first sheet')");

      database.migrate();

      ResultSet found =
          statement.executeQuery(
              "select (select count(*) from plant_version), (select count(*) from inspected_part),"
                  + " (select count(*) from picture), (select count(*) from picture_label)");
      assertThat(found.next()).isTrue();
      assertThat(found.getInt(1)).isEqualTo(1);
      assertThat(found.getInt(2) + found.getInt(3) + found.getInt(4)).isZero();
    }
  }
}
