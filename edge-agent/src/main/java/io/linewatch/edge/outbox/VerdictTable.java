package io.linewatch.edge.outbox;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.MqttRecords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The last verdicts of all stations, in their order; those up to a number were told at the line.
 * Beyond {@link #KEPT} the oldest go, told or not. Outbox thread.
 */
final class VerdictTable {
  /** A day at one part a second, in some 60 MB; each is read at a start, to check it. */
  static final int KEPT = 100_000;

  private static final String TABLE = "verdict";

  private final Connection connection;
  private final MetaTable meta;
  private final Seal seal;
  private final int kept;

  VerdictTable(Connection connection, MetaTable meta, Seal seal) {
    this(connection, meta, seal, KEPT);
  }

  VerdictTable(Connection connection, MetaTable meta, Seal seal, int kept) {
    this.connection = connection;
    this.meta = meta;
    this.seal = seal;
    this.kept = kept;
  }

  void insert(List<NewVerdict> verdicts) throws SQLException {
    if (verdicts.isEmpty()) {
      return;
    }
    long number = last();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO verdict(number, station, value, digest) VALUES(?,?,?,?)")) {
      for (NewVerdict verdict : verdicts) {
        number++;
        long digest = digest(number, verdict.station(), verdict.value());
        insert.setLong(1, number);
        insert.setString(2, verdict.station());
        insert.setBytes(3, verdict.value());
        insert.setLong(4, digest);
        insert.executeUpdate();
        seal.add(digest);
      }
    }
    try (PreparedStatement bound =
        connection.prepareStatement("DELETE FROM verdict WHERE number <= ? RETURNING digest")) {
      bound.setLong(1, number - kept);
      seal.removeAll(bound);
    }
  }

  /** Numbers go on even when every row is gone. */
  private long last() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT max(number) FROM verdict");
        ResultSet row = select.executeQuery()) {
      return Math.max(row.next() ? row.getLong(1) : 0, told());
    }
  }

  private long told() throws SQLException {
    String text = meta.get(MetaTable.VERDICTS_TOLD);
    return text == null ? 0 : Long.parseLong(text);
  }

  /** All up to this number were told at the line. */
  void told(long number) throws SQLException {
    if (number > told()) {
      meta.put(MetaTable.VERDICTS_TOLD, Long.toString(number));
    }
  }

  /** The first that were not told. */
  List<StoredVerdict> untold(int most) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT number, value FROM verdict WHERE number > ? ORDER BY number LIMIT ?")) {
      select.setLong(1, told());
      select.setInt(2, most);
      return read(select);
    }
  }

  /** A station's last verdicts, the newest first. */
  List<StoredVerdict> newest(String station, int most) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT number, value FROM verdict WHERE station = ? ORDER BY number DESC LIMIT ?")) {
      select.setString(1, station);
      select.setInt(2, most);
      return read(select);
    }
  }

  private static List<StoredVerdict> read(PreparedStatement select) throws SQLException {
    List<StoredVerdict> verdicts = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        PartVerdict verdict = MqttRecords.VERDICT.decode(row.getBytes(2));
        verdicts.add(new StoredVerdict(row.getLong(1), verdict));
      }
      return verdicts;
    } catch (MalformedRecord e) {
      throw OutboxFile.damage(TABLE + ": " + e.getMessage());
    }
  }

  void check(Tally tally) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT digest, number, station, value FROM verdict");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        tally.row(TABLE, row.getLong(1), digest(row.getLong(2), row.getString(3), row.getBytes(4)));
      }
    }
  }

  private static long digest(long number, String station, byte[] value) {
    return new RowDigest(TABLE).number(number).text(station).bytes(value).value();
  }
}
