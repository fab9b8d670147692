package io.linewatch.edge.outbox;

import io.linewatch.domain.decision.DetectorId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** Opens the database file, or sets a damaged one aside and begins a new one. */
final class OutboxFile {
  private OutboxFile() {}

  /**
   * An open outbox.
   *
   * @param setAside what was wrong with the file that stood there before; null when nothing was
   */
  record Opened(
      Connection connection,
      String epoch,
      Seal seal,
      HighWaterMark mark,
      Map<DetectorId, SavedDetector> detectors,
      @Nullable SetAside setAside) {}

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
    HighWaterMark.Reached reached = HighWaterMark.read(settings.mark());
    String problem;
    if (reached == null && !Files.exists(database)) {
      return begin(settings, null);
    }
    if (!Files.exists(database) || Files.size(database) == 0) {
      problem = "the file is gone";
    } else {
      try {
        return goOn(settings, reached);
      } catch (SQLException e) {
        if (!isDamage(e, database)) {
          throw e;
        }
        problem = String.valueOf(e.getMessage());
      }
    }
    if (reached == null && Files.size(database) == 0) {
      // Nothing was ever committed.
      return begin(settings, null);
    }
    return begin(settings, SetAside.of(settings, problem, now));
  }

  private static Opened goOn(OutboxSettings settings, HighWaterMark.@Nullable Reached reached)
      throws IOException, SQLException {
    Connection connection = connect(settings.database());
    try {
      if (OutboxSchema.isEmpty(connection) && reached == null) {
        return create(settings, connection, null);
      }
      int version = OutboxSchema.require(connection);
      Seal seal = Seal.read(connection);
      MetaTable meta = new MetaTable(connection, seal);
      Tally tally = new Tally();
      meta.check(tally);
      new WaitingTable(connection, seal).check(tally);
      new GapTable(connection, meta, seal, settings.gateway()).check(tally);
      new RefusedTable(connection, seal).check(tally);
      if (version == OutboxSchema.VERSION) {
        new VerdictTable(connection, meta, seal).check(tally);
      }
      Map<DetectorId, SavedDetector> detectors = new DetectorTable(connection, seal).load(tally);
      tally.requireOf(seal);
      String epoch = meta.get(MetaTable.EPOCH);
      if (epoch == null) {
        throw damage("the epoch is missing");
      }
      if (reached != null && reached.epoch().equals(epoch) && reached.commits() > seal.commits()) {
        throw damage(
            "its log has lost the end: it had come to commit "
                + reached.commits()
                + " and is back at "
                + seal.commits());
      }
      if (version != OutboxSchema.VERSION) {
        upgrade(connection, meta, seal);
      }
      HighWaterMark mark = HighWaterMark.open(settings, epoch, seal.commits());
      return new Opened(connection, epoch, seal, mark, detectors, null);
    } catch (SQLException | IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** A sound file of the version before gets the tables it lacks; a crash leaves it as it was. */
  private static void upgrade(Connection connection, MetaTable meta, Seal seal)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      OutboxSchema.addVerdicts(connection);
      OutboxSchema.writeVersion(meta);
      var _ = seal.write();
      statement.execute("COMMIT");
    }
  }

  private static Opened begin(OutboxSettings settings, @Nullable SetAside setAside)
      throws IOException, SQLException {
    Connection connection = connect(settings.database());
    try {
      return create(settings, connection, setAside);
    } catch (SQLException | IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Tables, epoch and what is missing come in one transaction; only then the mark changes. */
  private static Opened create(
      OutboxSettings settings, Connection connection, @Nullable SetAside setAside)
      throws IOException, SQLException {
    byte[] random = new byte[8];
    new SecureRandom().nextBytes(random);
    String epoch = HexFormat.of().formatHex(random);
    Seal seal;
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      OutboxSchema.create(connection);
      seal = Seal.create(connection);
      MetaTable meta = new MetaTable(connection, seal);
      OutboxSchema.writeVersion(meta);
      meta.put(MetaTable.EPOCH, epoch);
      if (setAside != null) {
        new GapTable(connection, meta, seal, settings.gateway()).add(setAside.gap());
      }
      var _ = seal.write();
      statement.execute("COMMIT");
    }
    HighWaterMark mark = HighWaterMark.open(settings, epoch, seal.commits());
    return new Opened(connection, epoch, seal, mark, Map.of(), setAside);
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
      statement.execute("PRAGMA cell_size_check=ON");
      requireSound(statement);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Not only the quick check: that one leaves out whether indexes and rows agree. */
  private static void requireSound(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("PRAGMA integrity_check(1)")) {
      String answer = result.next() ? result.getString(1) : "no answer";
      if (!"ok".equals(answer)) {
        throw damage("integrity_check: " + answer);
      }
    }
  }

  private static final int ERROR = 1;
  private static final int READ_ONLY = 8;
  private static final int IO_ERROR = 10;
  private static final int CORRUPT = 11;
  private static final int DISK_FULL = 13;
  private static final int NOT_A_DATABASE = 26;

  static SQLException damage(String problem) {
    return new SQLException(problem, "", CORRUPT);
  }

  /** Whether the file itself is bad, so that only another file can help. */
  private static boolean isDamage(SQLException e, Path database) {
    return switch (primaryCode(e)) {
      // Our statements are right, so it is what they are asked of that is wrong.
      case CORRUPT, NOT_A_DATABASE, ERROR -> true;
      // A damaged header can ask for a newer SQLite, which then may read only.
      case READ_ONLY -> Files.isWritable(database);
      default -> false;
    };
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
}
