package io.linewatch.central.historian;

import io.linewatch.central.historian.ChannelMapping.Answer;
import io.linewatch.central.historian.ExportLayout.ValueColumn;
import io.linewatch.central.historian.ImportOptions.Layout;
import io.linewatch.central.history.ImportRefused;
import io.linewatch.central.history.ImportedBlock;
import io.linewatch.domain.signal.Quality;
import io.linewatch.model.csv.CsvDialect;
import io.linewatch.model.csv.CsvGuess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export once, from beginning to end, into batches of blocks. The same file, options and
 * mapping give the same batches. Memory is bounded by the size of a batch and the number of
 * channels. One thread.
 */
public final class ExportReading {
  private static final int BATCH_SAMPLES = 1_000_000;
  private static final int BATCH_MINUTES = 20_000;
  private static final int PROGRESS_ROWS = 5_000;
  private static final long OLDEST_MICROS = 946_684_800_000_000L;
  private static final char UNREADABLE = '\uFFFD';

  private final ExportFile file;
  private final ChannelMapping mapping;
  private final Window window;
  private final @Nullable Duration gap;
  private final int previewRows;
  private final ImportTally tally = new ImportTally();
  private final ExportTimes times;
  private final List<ChannelMinutes> channels = new ArrayList<>();
  private final List<PreviewRow> preview = new ArrayList<>();
  private final List<@Nullable ImportTarget> columnTargets = new ArrayList<>();
  private int batch;
  private int heldSamples;
  private int heldMinutes;
  private boolean rowTaken;

  /**
   * Which values are taken.
   *
   * @param fromMicros inclusive
   * @param toMicros exclusive
   * @param latestMicros later ones are a mistake of the clock
   */
  record Window(long fromMicros, long toMicros, long latestMicros) {}

  /** One value as it would be imported. */
  public record PreviewRow(Instant time, String channel, double value, Quality quality) {}

  /** Where batches go. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param batch counted from 1
     */
    void take(int batch, List<ImportedBlock> blocks) throws ImportRefused, RefusedExport;
  }

  /** Told from time to time how far it is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * @param share of the file, 0 to 1
     */
    void at(double share, long rows);
  }

  ExportReading(
      ExportFile file,
      ChannelMapping mapping,
      Window window,
      @Nullable Duration gap,
      int previewRows) {
    this.file = file;
    this.mapping = mapping;
    this.window = window;
    this.gap = gap;
    this.previewRows = previewRows;
    this.times = file.times();
  }

  /**
   * @throws RefusedExport when the file cannot be read to its end, or none of it is a channel
   */
  void run(Sink sink, Progress progress) throws RefusedExport, ImportRefused {
    try (ExportTable table = file.open()) {
      mapColumns(table);
      while (table.next()) {
        tally.row();
        rowTaken = false;
        row(table);
        if (rowTaken) {
          tally.rowTaken();
        }
        if (heldSamples >= BATCH_SAMPLES || heldMinutes >= BATCH_MINUTES) {
          drain(false, sink);
        }
        if (tally.rows() % PROGRESS_ROWS == 0) {
          progress.at(table.share(), tally.rows());
        }
      }
      drain(true, sink);
      progress.at(1, tally.rows());
    } catch (IOException e) {
      throw new RefusedExport(file.path() + " cannot be read: " + e.getMessage());
    }
  }

  /** A wide table says at its head what it has. */
  private void mapColumns(ExportTable table) throws RefusedExport {
    if (file.layout().layout() == Layout.LONG) {
      return;
    }
    for (ValueColumn value : file.layout().values()) {
      CsvGuess.Column column = value.column();
      columnTargets.add(target(column.header(), column, 0));
    }
    if (mapping.targets().isEmpty()) {
      List<String> lines = new ArrayList<>();
      lines.add("no column is a channel of the plant sheet; name them with --map FILE:");
      tally.unmapped().stream()
          .limit(20)
          .forEach(one -> lines.add("  '" + one.tag() + "': " + one.why()));
      throw new RefusedExport(lines);
    }
  }

  private @Nullable ImportTarget target(String tag, CsvGuess.@Nullable Column column, long count) {
    Answer answer =
        column == null
            ? mapping.of(tag, tag, "")
            : mapping.of(tag, column.channel(), column.unit());
    return switch (answer) {
      case Answer.Mapped mapped -> mapped.target();
      case Answer.Unmapped unmapped -> {
        tally.unmapped(tag, unmapped.why(), count);
        yield null;
      }
    };
  }

  private void row(ExportTable table) {
    if (table.width() != table.columns().size()) {
      tally.reject(
          "the row has another number of fields than the header", table.line(), table.text(0));
      return;
    }
    if (file.layout().layout() == Layout.LONG) {
      longRow(table);
      return;
    }
    ExportTimes.Read time = time(table, 0);
    if (time == null) {
      return;
    }
    for (int i = 0; i < columnTargets.size(); i++) {
      ImportTarget target = columnTargets.get(i);
      if (target != null) {
        value(table, target, time.micros(), file.layout().values().get(i));
      }
    }
  }

  private void longRow(ExportTable table) {
    String tag = table.text(file.layout().tagColumn());
    if (isDamaged(tag)) {
      reject(table, "", tag);
      return;
    }
    ImportTarget target = target(tag, null, 1);
    if (target != null) {
      ExportTimes.Read time = time(table, target.index());
      if (time != null) {
        value(table, target, time.micros(), file.layout().values().getFirst());
      }
    }
  }

  private ExportTimes.@Nullable Read time(ExportTable table, int place) {
    String text = file.layout().timeText(table);
    ExportTimes.Read time = times.read(text, place);
    if (!time.isGood()) {
      reject(table, time.problem(), text);
      return null;
    }
    if (time.micros() < OLDEST_MICROS || time.micros() > window.latestMicros()) {
      reject(table, "the time is before 2000 or more than a day ahead", text);
      return null;
    }
    if (time.micros() < window.fromMicros() || time.micros() >= window.toMicros()) {
      reject(table, "outside of --from and --to", text);
      return null;
    }
    return time;
  }

  private void value(ExportTable table, ImportTarget target, long micros, ValueColumn column) {
    String text = table.text(column.column().index());
    double number = table.number(column.column().index());
    Quality quality = Quality.GOOD;
    if (column.qualityColumn() >= 0) {
      String word = table.text(column.qualityColumn());
      Quality known = file.qualityWords().of(word);
      quality = known == null ? Quality.UNCERTAIN : known;
      if (quality != Quality.GOOD) {
        tally.quality((known == null ? "(unknown) " : "") + word);
      }
    }
    double value = target.value(number);
    if (Double.isFinite(value)) {
      take(target, micros, value, quality);
    } else if (file.qualityWords().isBadMarker(text)) {
      tally.badValue(text);
      keep(target, micros, Double.NaN, Quality.BAD);
    } else if (CsvDialect.isMissing(text)) {
      tally.emptyField();
      if (quality == Quality.BAD) {
        keep(target, micros, Double.NaN, Quality.BAD);
      }
    } else {
      reject(table, Double.isFinite(number) ? "the scaled value is too large" : "not a number", text);
    }
  }

  private void take(ImportTarget target, long micros, double value, Quality quality) {
    tally.value();
    rowTaken = true;
    if (preview.size() < previewRows) {
      preview.add(
          new PreviewRow(
              Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
              target.channel().toString(),
              value,
              quality));
    }
    keep(target, micros, value, quality);
  }

  private void keep(ImportTarget target, long micros, double value, Quality quality) {
    while (channels.size() <= target.index()) {
      channels.add(new ChannelMinutes(mapping.targets().get(channels.size()), gap));
    }
    heldMinutes += channels.get(target.index()).add(micros, value, quality) ? 1 : 0;
    heldSamples++;
  }

  private void reject(ExportTable table, String reason, String text) {
    tally.reject(
        isDamaged(text)
            ? "bytes that the encoding does not know, or NUL; is the file of two encodings?"
            : reason,
        table.line(),
        text);
  }

  private static boolean isDamaged(String text) {
    return text.indexOf(UNREADABLE) >= 0 || text.indexOf('\0') >= 0;
  }

  private void drain(boolean all, Sink sink) throws ImportRefused, RefusedExport {
    List<ImportedBlock> blocks = new ArrayList<>();
    drainInto(blocks, all);
    if (heldSamples >= BATCH_SAMPLES / 2) {
      drainInto(blocks, true); // so much in one minute that it cannot be held to its end
    }
    heldMinutes = 0;
    if (!blocks.isEmpty()) {
      sink.take(++batch, blocks);
    }
  }

  private void drainInto(List<ImportedBlock> blocks, boolean all) {
    heldSamples = 0;
    for (ChannelMinutes channel : channels) {
      channel.drain(all, batch + 1, blocks);
      heldSamples += channel.count();
    }
  }

  List<PreviewRow> preview() {
    return List.copyOf(preview);
  }

  ImportTally tally() {
    return tally;
  }

  long repeatedHourTaken() {
    return times.repeatedTaken();
  }

  /** Of every channel that has a tag, in the order in which tags came. */
  List<ImportReport.Channel> channels() {
    List<ImportReport.Channel> reports = new ArrayList<>();
    for (ImportTarget target : mapping.targets()) {
      ChannelMinutes minutes =
          target.index() < channels.size()
              ? channels.get(target.index())
              : new ChannelMinutes(target, gap);
      reports.add(minutes.report(mapping.tagOf(target)));
    }
    return reports;
  }
}
