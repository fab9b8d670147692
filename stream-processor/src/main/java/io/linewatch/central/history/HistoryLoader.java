package io.linewatch.central.history;

import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.series.SeriesBlock;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Loads generated or imported history in bulk by COPY. What is there already stays. One thread.
 * Throws {@link HistoryUnavailable} when PostgreSQL is away; a call is all or nothing.
 */
public final class HistoryLoader {
  public HistoryLoader(DataSource database) {
    throw new UnsupportedOperationException(database.toString());
  }

  /**
   * Transitions, each alert's in order; the last one of an alert is its state.
   *
   * @return rows written
   */
  public long loadAlerts(Stream<AlertEvent> events) {
    throw new UnsupportedOperationException();
  }

  /**
   * Blocks in any order; partitions are made as needed.
   *
   * @return rows written
   */
  public long loadSeries(Stream<SeriesBlock> blocks) {
    throw new UnsupportedOperationException();
  }
}
