package io.linewatch.central.historian;

import io.linewatch.central.history.ImportWritten;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found in an export, and what became of it.
 *
 * @param readAs how the file was read, for people
 * @param importId 0 where nothing was written
 * @param dryRun whether nothing was to be written
 * @param rowsRead below the header
 * @param rowsImported with at least one value that was taken
 * @param values taken, of all channels, before what is in history already is left out
 * @param emptyFields of mapped channels, which say nothing
 * @param rejected rows and values that were not taken, by reason
 * @param badValues by what stood in place of a value
 * @param qualities values by what their quality column said, where it was not good
 * @param repeatedHourTaken values of the hour that came twice that were taken
 * @param unmapped columns or tags that are no channel, with the reason
 * @param unmappedCount all of them, also those beyond the list
 * @param written what history took
 */
public record ImportReport(
    String file,
    String digest,
    String readAs,
    long importId,
    boolean dryRun,
    long rowsRead,
    long rowsImported,
    long values,
    long emptyFields,
    Map<String, Rejected> rejected,
    Map<String, Long> badValues,
    Map<String, Long> qualities,
    long repeatedHourTaken,
    List<Channel> channels,
    List<Unmapped> unmapped,
    long unmappedCount,
    @Nullable Instant from,
    @Nullable Instant to,
    ImportWritten written) {

  /**
   * @param examples the first ones, each with its line
   */
  public record Rejected(long count, List<String> examples) {}

  /** A span without a value, between two that are there. */
  public record Gap(Instant from, Instant to) {}

  /** A column or tag that is no channel. */
  public record Unmapped(String tag, long values, String why) {}

  /**
   * @param tag as the export calls it
   * @param samples values at different times
   * @param duplicates values whose time came again, of which the last one counts
   * @param outOfOrder values older than the one before them
   * @param gaps how many there are; the list ends at 1,000
   */
  public record Channel(
      String channel,
      String tag,
      String unit,
      long samples,
      @Nullable Instant first,
      @Nullable Instant last,
      long duplicates,
      long outOfOrder,
      long gaps,
      List<Gap> gapList) {}
}
