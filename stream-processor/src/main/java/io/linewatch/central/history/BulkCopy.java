package io.linewatch.central.history;

import io.linewatch.central.history.HistoryRows.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * COPY into a temporary table of the same columns, and from there with the table's own conflict
 * rule, so that bulk loading obeys the same rules as the writer.
 */
final class BulkCopy {
  private BulkCopy() {}

  static void into(Connection connection, HistoryRows table, List<Row> rows) throws SQLException {
    String staging = "staging_" + table.table();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create temporary table %s on commit drop as select %s from %s with no data"
              .formatted(staging, table.columns(), table.table()));
      StringBuilder csv = new StringBuilder();
      for (Row row : rows) {
        line(csv, row.values());
      }
      byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy " + staging + " from stdin (format csv, encoding 'UTF8')",
              new ByteArrayInputStream(bytes));
      statement.execute(
          "insert into %s (%s) select %s from %s %s"
              .formatted(
                  table.table(), table.columns(), table.columns(), staging, table.conflict()));
      statement.execute("drop table " + staging);
    } catch (IOException e) {
      throw new SQLException("COPY into " + table.table() + " broke off", e);
    }
  }

  private static void line(StringBuilder csv, List<@Nullable Object> values) {
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        csv.append(',');
      }
      Object value = values.get(i);
      switch (value) {
        case null -> {}
        case byte[] bytes -> csv.append("\\x").append(HexFormat.of().formatHex(bytes));
        case String text -> csv.append('"').append(text.replace("\"", "\"\"")).append('"');
        default -> csv.append(value);
      }
    }
    csv.append('\n');
  }
}
