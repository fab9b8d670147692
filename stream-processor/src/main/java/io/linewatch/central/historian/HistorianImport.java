package io.linewatch.central.historian;

import io.linewatch.central.historian.ExportReading.PreviewRow;
import io.linewatch.central.historian.ExportReading.Progress;
import io.linewatch.central.historian.ExportReading.Window;
import io.linewatch.central.history.HistoryImport;
import io.linewatch.central.history.ImportRefused;
import io.linewatch.central.history.ImportStore;
import io.linewatch.central.history.ImportWritten;
import io.linewatch.domain.sheet.PlantSheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One export on its way into history, or looked at without writing. What an import writes depends
 * on the file, the options and the plant sheet alone, so that one that was interrupted goes on
 * behind its last whole batch. One thread.
 */
public final class HistorianImport {
  /** Changes when the same file would become other blocks than before. */
  private static final String VERSION = "1";

  private static final Duration FUTURE_ALLOWED = Duration.ofDays(1);

  private final ExportFile file;
  private final ChannelMapping mapping;
  private final ImportOptions options;
  private final long bytes;
  private final Instant modified;
  private final Instant now;
  private final String settings;

  private HistorianImport(
      ExportFile file, ChannelMapping mapping, ImportOptions options, Instant now)
      throws IOException {
    this.file = file;
    this.mapping = mapping;
    this.options = options;
    this.now = now;
    this.bytes = Files.size(file.path());
    this.modified = Files.getLastModifiedTime(file.path()).toInstant();
    this.settings =
        ExportDigest.ofText(VERSION + "|" + options.withoutMap() + "|" + mapping.basis());
  }

  /**
   * Looks at an export.
   *
   * @param sheet whose channels the values become
   * @throws RefusedExport when it cannot be read, or not without being told more
   */
  public static HistorianImport of(Path path, PlantSheet sheet, ImportOptions options, Instant now)
      throws RefusedExport {
    Path map = options.map();
    ChannelMapping mapping =
        new ChannelMapping(
            sheet, map == null ? MappingFile.NONE : MappingFile.read(map), options.asset());
    if (!Files.isRegularFile(path)) {
      throw new RefusedExport(path + " is not a file; is the name right?");
    }
    try {
      return new HistorianImport(ExportFile.of(path, options), mapping, options, now);
    } catch (IOException e) {
      throw new RefusedExport(path + " cannot be read: " + e.getMessage());
    }
  }

  /** How the file is read, in one line for people. */
  public String readAs() {
    return file.readAs();
  }

  /** What came of it. */
  public sealed interface Outcome {
    /**
     * @param preview the first values, where nothing was to be written
     */
    record Done(ImportReport report, List<PreviewRow> preview) implements Outcome {}

    /** The file is in history already; nothing was added. */
    record Known(HistoryImport earlier) implements Outcome {}
  }

  /**
   * Reads all of it and writes nothing.
   *
   * @param previewRows how many of the first values to show
   */
  public Outcome.Done dryRun(ImportStore store, int previewRows, Progress progress)
      throws RefusedExport, ImportRefused {
    ExportReading reading = reading(previewRows, now);
    ImportWritten[] written = {ImportWritten.NOTHING};
    reading.run((_, blocks) -> written[0] = written[0].plus(store.wouldWrite(blocks)), progress);
    refuseUnmapped(reading);
    return new Outcome.Done(
        report(reading, ExportDigest.of(file.path()), 0, written[0]), reading.preview());
  }

  /**
   * Imports it, or goes on with it.
   *
   * @param by who imports it
   * @throws RefusedExport when the file cannot be read to its end, or changes meanwhile; nothing of
   *     it stays
   * @throws ImportRefused when history does not take it
   */
  public Outcome run(ImportStore store, String by, Progress progress)
      throws RefusedExport, ImportRefused {
    String digest = ExportDigest.of(file.path());
    HistoryImport begun =
        store.begin(
            new ImportStore.Source(
                digest, settings, String.valueOf(file.path().getFileName()), bytes, by),
            now);
    if (begun.state() == HistoryImport.State.FINISHED) {
      return new Outcome.Known(begun);
    }
    // As of then, so that one that goes on takes the same.
    ExportReading reading = reading(0, begun.startedAt());
    try {
      reading.run(
          (batch, blocks) -> {
            if (batch > begun.batches()) {
              store.write(begun.id(), batch, blocks);
            }
          },
          progress);
      refuseUnmapped(reading);
      refuseChanged();
    } catch (RefusedExport e) {
      store.undo(begun.id(), by, now);
      throw e;
    }
    ImportReport[] report = new ImportReport[1];
    store.finish(
        begun.id(),
        written -> {
          report[0] = report(reading, digest, begun.id(), written);
          return ReportJson.write(report[0]);
        },
        now);
    return new Outcome.Done(report[0], List.of());
  }

  private ExportReading reading(int previewRows, Instant begin) {
    return new ExportReading(
        file,
        mapping,
        new Window(
            micros(options.from(), Long.MIN_VALUE),
            micros(options.to(), Long.MAX_VALUE),
            micros(begin.plus(FUTURE_ALLOWED), Long.MAX_VALUE)),
        options.gap(),
        previewRows);
  }

  private static long micros(@Nullable Instant instant, long otherwise) {
    return instant == null ? otherwise : ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private void refuseUnmapped(ExportReading reading) throws RefusedExport {
    if (mapping.targets().isEmpty()) {
      StringBuilder lines =
          new StringBuilder("no tag is a channel of the plant sheet; name them with --map FILE:");
      reading.tally().unmapped().stream()
          .limit(20)
          .forEach(one -> lines.append("\n  '").append(one.tag()).append("': ").append(one.why()));
      throw new RefusedExport(lines.toString());
    }
  }

  private void refuseChanged() throws RefusedExport {
    try {
      if (Files.size(file.path()) != bytes
          || !Files.getLastModifiedTime(file.path()).toInstant().equals(modified)) {
        throw new RefusedExport(
            file.path() + " changed while it was read: import it when it is whole");
      }
    } catch (IOException e) {
      throw new RefusedExport(file.path() + " cannot be read: " + e.getMessage());
    }
  }

  private ImportReport report(
      ExportReading reading, String digest, long importId, ImportWritten written) {
    ImportTally tally = reading.tally();
    List<ImportReport.Channel> channels = reading.channels();
    return new ImportReport(
        String.valueOf(file.path().getFileName()),
        digest,
        file.readAs(),
        importId,
        importId == 0,
        tally.rows(),
        tally.rowsTaken(),
        tally.values(),
        tally.empty(),
        tally.rejected(),
        tally.badValues(),
        tally.qualities(),
        reading.repeatedHourTaken(),
        channels,
        tally.unmapped(),
        mapping.unmapped(),
        channels.stream()
            .map(ImportReport.Channel::first)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .orElse(null),
        channels.stream()
            .map(ImportReport.Channel::last)
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null),
        written);
  }
}
