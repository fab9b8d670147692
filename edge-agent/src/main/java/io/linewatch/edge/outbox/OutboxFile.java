package io.linewatch.edge.outbox;

import io.linewatch.domain.decision.DetectorId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** Opens the database file, or sets a damaged one aside and begins a new one. */
final class OutboxFile {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private OutboxFile() {}

  /**
   * An open database.
   *
   * @param setAside what was wrong with the file that stood there before; null when nothing was
   */
  record Opened(
      Connection connection,
      String epoch,
      Map<DetectorId, SavedDetector> detectors,
      @Nullable SetAside setAside) {}

  /**
   * @param lastWritten when the damaged file was written last: what was in it is older than that
   */
  record SetAside(Path file, String problem, Instant lastWritten, Instant found) {}

  /**
   * @throws IOException when the folder cannot be written to
   * @throws SQLException when not even a new file can be opened
   */
  static Opened open(OutboxSettings settings, Instant now) throws IOException, SQLException {
    Path folder = settings.directory().toAbsolutePath();
    Files.createDirectories(folder);
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    // /tmp may be mounted noexec or be full: the native library must come from our own folder.
    System.setProperty("org.sqlite.tmpdir", temporary.toString());
    Path database = settings.database();
    boolean existed = Files.exists(database);
    String problem;
    try {
      return read(connect(database), null);
    } catch (SQLException e) {
      if (!existed || !isDamage(e)) {
        throw e;
      }
      problem = String.valueOf(e.getMessage());
    }
    SetAside setAside = setAside(database, problem, now);
    return read(connect(database), setAside);
  }

  private static Opened read(Connection connection, @Nullable SetAside setAside)
      throws SQLException {
    try {
      OutboxTables tables = new OutboxTables(connection);
      String epoch = tables.meta("epoch");
      if (epoch == null) {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        epoch = HexFormat.of().formatHex(random);
        tables.meta("epoch", epoch);
      }
      if (setAside != null) {
        new GapTable(connection, tables, "")
            .add(
                "outbox",
                "The outbox file was damaged; what it had not sent yet is missing.",
                null,
                GapTable.micros(setAside.lastWritten()),
                GapTable.micros(setAside.found()),
                -1);
      }
      return new Opened(connection, epoch, new DetectorTable(connection).load(), setAside);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static Connection connect(Path database) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA locking_mode=EXCLUSIVE");
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("PRAGMA synchronous=FULL");
      statement.execute("PRAGMA wal_autocheckpoint=1000");
      statement.execute("PRAGMA journal_size_limit=8388608");
      statement.execute("PRAGMA temp_store=MEMORY");
      requireSound(statement);
      OutboxTables.create(statement);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void requireSound(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
      String answer = result.next() ? result.getString(1) : "no answer";
      if (!"ok".equals(answer)) {
        throw damage("quick_check: " + answer);
      }
    }
  }

  private static final int CORRUPT = 11;
  private static final int NOT_A_DATABASE = 26;
  private static final int DISK_FULL = 13;
  private static final int IO_ERROR = 10;

  static SQLException damage(String problem) {
    return new SQLException(problem, "", CORRUPT);
  }

  /** Whether the file itself is bad, so that only another file can help. */
  static boolean isDamage(SQLException e) {
    int code = primaryCode(e);
    return code == CORRUPT || code == NOT_A_DATABASE;
  }

  /** Whether the disk refuses: a state that passes when there is room again. */
  static boolean isDiskTrouble(SQLException e) {
    int code = primaryCode(e);
    return code == DISK_FULL || code == IO_ERROR;
  }

  private static int primaryCode(SQLException e) {
    // The low byte is the primary code; extended codes stand above it.
    return (e instanceof SQLiteException s ? s.getResultCode().code : e.getErrorCode()) & 0xff;
  }

  private static SetAside setAside(Path database, String problem, Instant now) throws IOException {
    Instant lastWritten = Files.getLastModifiedTime(database).toInstant();
    String suffix = ".bad-" + STAMP.format(now);
    Path target = freeName(Path.of(database + suffix));
    for (String part : List.of("", "-wal", "-shm")) {
      Path from = Path.of(database + part);
      if (Files.exists(from)) {
        Files.move(from, Path.of(target + part), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return new SetAside(target, problem, lastWritten, now);
  }

  private static Path freeName(Path wanted) {
    Path name = wanted;
    for (int i = 2; Files.exists(name); i++) {
      name = Path.of(wanted + "-" + i);
    }
    return name;
  }

  /** Makes sure that the reserve is there; false when the disk has no room for it. */
  static boolean keepReserve(OutboxSettings settings) {
    Path reserve = settings.reserve();
    try {
      if (Files.exists(reserve) && Files.size(reserve) == settings.reserveBytes()) {
        return true;
      }
      try (FileChannel channel =
          FileChannel.open(
              reserve,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        // Written, not only sized: a sparse file would hold no blocks to give up.
        ByteBuffer block = ByteBuffer.allocate(64 * 1024);
        for (long left = settings.reserveBytes(); left > 0; left -= block.capacity()) {
          block.clear().limit((int) Math.min(left, block.capacity()));
          while (block.hasRemaining()) {
            channel.write(block);
          }
        }
        channel.force(true);
      }
      return true;
    } catch (IOException e) {
      releaseReserve(settings);
      return false;
    }
  }

  /** Gives the reserve up; true when there was one. */
  static boolean releaseReserve(OutboxSettings settings) {
    try {
      return Files.deleteIfExists(settings.reserve());
    } catch (IOException e) {
      return false;
    }
  }
}
