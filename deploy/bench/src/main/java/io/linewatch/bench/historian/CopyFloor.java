package io.linewatch.bench.historian;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.linewatch.central.history.HistoryDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The least that must be done with an export: its lines parsed by the same library, and each row
 * copied as it is into a plain table without an index. It understands no time, no tag and no
 * number, checks nothing, and nothing can be plotted from it.
 */
final class CopyFloor {
  private static final int CHUNK_BYTES = 1 << 16;

  private CopyFloor() {}

  /**
   * @return rows copied
   */
  static long copy(Path file, HistoryDatabase database) throws IOException, SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        CsvReader<CsvRecord> lines = CsvReader.builder().ofCsvRecord(file)) {
      statement.execute("drop table if exists copy_floor");
      statement.execute(
          "create table copy_floor (time timestamptz, tag text, value text, quality text)");
      CopyIn copy =
          connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy copy_floor from stdin");
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
      boolean first = true;
      for (CsvRecord line : lines) {
        if (first) {
          first = false;
          continue;
        }
        byte[] row = (String.join("\t", line.getFields()) + "\n").getBytes(StandardCharsets.UTF_8);
        if (chunk.remaining() < row.length) {
          copy.writeToCopy(chunk.array(), 0, chunk.position());
          chunk.clear();
        }
        chunk.put(row);
      }
      copy.writeToCopy(chunk.array(), 0, chunk.position());
      return copy.endCopy();
    }
  }
}
