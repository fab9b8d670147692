package io.linewatch.standalone.server;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Monitored;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.process.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real PostgreSQL, from the binaries Maven Central has, with its data in the state folder. */
public final class PostgresServer implements LocalServer.Recipe {
  public static final String USER = "linewatch";
  private static final String DATABASE = "linewatch";

  private final StateFolder state;
  private final int port;
  private final String password;

  PostgresServer(StateFolder state, int port, String password) {
    this.state = state;
    this.port = port;
    this.password = password;
  }

  /** Where the programs find their database. */
  public static String url(int port) {
    return url(port, DATABASE);
  }

  @Override
  public ChildProcess launch() throws IOException, InterruptedException {
    Path server = PostgresBinaries.unpack(state.root().resolve("postgres-server"));
    Path passwordFile = state.secretFile("db.password", password);
    Path data = state.root().resolve("postgres");
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialise(server, data, passwordFile, state.root());
    }
    List<String> words = new ArrayList<>(asPlainUser());
    words.addAll(List.of(server.resolve("bin/postgres").toString(), "-D", data.toString()));
    words.addAll(options(port));
    // INT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
    return ChildProcess.start(
        new ChildProcess.Command("postgresql", words, environment(server), "INT"),
        state.root(),
        state.records());
  }

  @Override
  public void awaitReady(ChildProcess child) throws IOException, InterruptedException {
    awaitReady((Monitored) child, port, password);
  }

  /** Waits until it takes connections, and makes the database when there is none. */
  public static void awaitReady(Monitored server, int port, String password)
      throws IOException, InterruptedException {
    Readiness.await(
        server,
        "accepts connections",
        Duration.ofMinutes(1),
        () -> accepts(url(port, "postgres"), password));
    createDatabase(port, password);
  }

  /** What follows the data folder on the server's command line, wherever it runs. */
  public static List<String> options(int port) {
    return List.of(
        "-p",
        Integer.toString(port),
        "-c",
        "listen_addresses=127.0.0.1",
        // A socket's path may be 107 bytes at most; a state folder's may be longer.
        "-c",
        "unix_socket_directories=",
        "-c",
        "max_connections=40",
        "-c",
        "shared_buffers=32MB",
        "-c",
        "dynamic_shared_memory_type=mmap");
  }

  /** What follows the data folder on the command line of initdb. */
  public static List<String> initialOptions(String passwordFile) {
    return List.of(
        "-U",
        USER,
        "--pwfile=" + passwordFile,
        "--auth=scram-sha-256",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-instructions",
        "--no-sync");
  }

  private static void initialise(Path server, Path data, Path passwordFile, Path folder)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(asPlainUser());
    words.addAll(List.of(server.resolve("bin/initdb").toString(), "-D", data.toString()));
    words.addAll(initialOptions(passwordFile.toString()));
    Path log = Files.createDirectories(folder.resolve("logs")).resolve("initdb.log");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment(server));
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new StartFailed(
          "PostgreSQL could not make its data folder " + data + ":\n" + Files.readString(log));
    }
  }

  private static Map<String, String> environment(Path server) {
    return Map.of("LC_ALL", "C.UTF-8", "LD_LIBRARY_PATH", server.resolve("lib").toString());
  }

  /**
   * PostgreSQL refuses to run as root. In a user namespace of its own the same user is nobody, yet
   * still owns the files.
   */
  private static List<String> asPlainUser() throws IOException {
    boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    return root ? List.of("unshare", "--user") : List.of();
  }

  private static void createDatabase(int port, String password) {
    try (Connection connection =
            DriverManager.getConnection(url(port, "postgres"), USER, password);
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = 'linewatch'")) {
      if (!found.next()) {
        try (Statement create = connection.createStatement()) {
          create.execute("CREATE DATABASE linewatch");
        }
      }
    } catch (SQLException e) {
      throw new StartFailed("The database could not be created: " + e.getMessage(), e);
    }
  }

  private static boolean accepts(String url, String password) {
    try (Connection connection = DriverManager.getConnection(url, USER, password)) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  private static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }
}
