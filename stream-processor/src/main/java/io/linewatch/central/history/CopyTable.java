package io.linewatch.central.history;

/**
 * A table that rows are copied into.
 *
 * @param name with its schema where it is not the usual one
 * @param columns with commas between, in the order of a row's values
 * @param conflict what happens to a row that is there already, in SQL
 */
public record CopyTable(String name, String columns, String conflict) {
  /** The table that COPY fills first; one for each set of columns. */
  String staging() {
    return "staging_" + name.replace('.', '_') + "_" + Integer.toHexString(columns.hashCode());
  }
}
