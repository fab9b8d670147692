package io.linewatch.central.history;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The days that imports may have in history, so that what gateways send always finds room. */
final class ImportRoom {
  /** Days that stay free for what gateways send: four years. */
  static final int RESERVED_DAYS = 1_461;

  private final SeriesPartitions partitions;

  ImportRoom(SeriesPartitions partitions) {
    this.partitions = partitions;
  }

  static Set<LocalDate> daysOf(List<ImportedBlock> blocks) {
    Set<LocalDate> days = new TreeSet<>();
    for (ImportedBlock block : blocks) {
      days.add(SeriesPartitions.dayOf(block.block().minute()));
    }
    return days;
  }

  /**
   * @throws ImportRefused when there is no room for all of these days
   */
  void check(Set<LocalDate> days) throws ImportRefused {
    SeriesPartitions.Room room;
    try {
      room = partitions.room(days);
    } catch (SQLException e) {
      throw new HistoryUnavailable("history cannot be read now: " + e.getMessage(), e);
    }
    int left = Math.max(0, room.left() - RESERVED_DAYS);
    if (room.missing() > left) {
      throw new ImportRefused(
          ("history holds at most %d days, of which %d are kept free for what gateways send, and %d"
                  + " are left: import a shorter span with --from and --to")
              .formatted(SeriesPartitions.MAX_PARTITIONS, RESERVED_DAYS, left));
    }
  }

  /**
   * Makes the days that are not there yet.
   *
   * @throws ImportRefused when there is no room for all of them
   */
  void make(Set<LocalDate> days) throws ImportRefused {
    check(days);
    try {
      partitions.ensure(days);
    } catch (SQLException e) {
      throw new HistoryUnavailable("days of history could not be made: " + e.getMessage(), e);
    }
  }
}
