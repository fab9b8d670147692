package io.linewatch.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.linewatch.standalone.process.FreePorts;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.process.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServerTest {
  private static final String PASSWORD = "of a test";
  @TempDir Path folder;

  @Test
  void aDatabaseComesBackOnItsAddressWithItsDataAfterAPowerCutAndAfterAStop() throws Exception {
    int port = new FreePorts().any();
    try (StateFolder state = StateFolder.open(folder.resolve("state"), false);
        LocalServer database =
            new LocalServer("PostgreSQL", new PostgresServer(state, port, PASSWORD))) {
      database.start();
      try (Connection connection = connect(port);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE kept (number int)");
        statement.execute("INSERT INTO kept VALUES (1)");

        database.kill();
        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() -> statement.execute("INSERT INTO kept VALUES (2)"));
      }
      assertThat(database.isAlive()).isFalse();
      assertThat(database.hasDied()).isFalse();
      database.start();
      assertThat(rows(port)).isEqualTo(1);

      database.stop();
      database.start();
      assertThat(rows(port)).isEqualTo(1);
      pausedItKeepsItsConnectionsAndAnswersLater(database, port);
    }
  }

  private static void pausedItKeepsItsConnectionsAndAnswersLater(LocalServer database, int port)
      throws Exception {
    try (Connection connection = connect(port);
        Statement statement = connection.createStatement();
        ExecutorService asker = Executors.newVirtualThreadPerTaskExecutor()) {
      database.pause();
      Future<Integer> answer =
          asker.submit(() -> statement.executeUpdate("INSERT INTO kept VALUES (2)"));
      assertThatExceptionOfType(TimeoutException.class)
          .isThrownBy(() -> answer.get(200, TimeUnit.MILLISECONDS));

      database.resume();
      assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }
    assertThat(rows(port)).isEqualTo(2);
  }

  @Test
  void mosquittoComesBackWithItsFolder() throws Exception {
    assumeTrue(MosquittoServer.isInstalled(), "mosquitto is not installed");
    int port = new FreePorts().any();
    try (StateFolder state = StateFolder.open(folder.resolve("state"), false);
        LocalServer broker = new LocalServer("MQTT broker", new MosquittoServer(state, port))) {
      broker.start();
      broker.stop();
      assertThat(state.root().resolve("mosquitto/mosquitto.db")).exists();
      broker.start();
      assertThat(broker.isAlive()).isTrue();
    }
  }

  @Test
  void whatIsClosedIsNotStartedAgain() throws Exception {
    try (StateFolder state = StateFolder.open(folder.resolve("state"), false)) {
      LocalServer broker = new LocalServer("MQTT broker", new MosquittoServer(state, 1));
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(broker::kill);
      broker.close();
      assertThatExceptionOfType(StartFailed.class)
          .isThrownBy(broker::start)
          .withMessageContaining("is being ended");
      assertThat(Files.exists(state.root().resolve("mosquitto"))).isFalse();
    }
  }

  private static int rows(int port) throws SQLException {
    try (Connection connection = connect(port);
        Statement statement = connection.createStatement();
        var result = statement.executeQuery("SELECT count(*) FROM kept")) {
      assertThat(result.next()).isTrue();
      return result.getInt(1);
    }
  }

  private static Connection connect(int port) throws SQLException {
    return DriverManager.getConnection(PostgresServer.url(port), PostgresServer.USER, PASSWORD);
  }
}
