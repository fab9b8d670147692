package io.linewatch.central.historian;

import io.linewatch.central.historian.ChannelMapping.Answer;
import io.linewatch.central.historian.ExportLayout.ValueColumn;
import io.linewatch.central.historian.ImportOptions.Layout;
import io.linewatch.central.history.ImportRefused;
import io.linewatch.central.history.ImportedBlock;
import io.linewatch.domain.signal.Quality;
import io.linewatch.model.csv.CsvGuess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export once, from beginning to end, into batches of blocks. The same file, options and
 * mapping give the same batches. Memory is bounded by the size of a batch and the number of
 * channels. One thread.
 */
public final class ExportReading {
  private static final int PROGRESS_ROWS = 5_000;
  private static final long OLDEST_MICROS = 946_684_800_000_000L;

  private final ExportFile file;
  private final ChannelMapping mapping;
  private final Window window;
  private final ImportTally tally = new ImportTally();
  private final ExportTimes times;
  private final ChannelIntake intake;
  private final List<@Nullable ImportTarget> columnTargets = new ArrayList<>();
  private int batch;

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
    this.intake = new ChannelIntake(mapping, tally, file.qualityWords(), gap, previewRows);
    this.times = file.times();
  }

  /**
   * @throws RefusedExport when the file cannot be read to its end, or none of it is a channel
   */
  void run(Sink sink, Progress progress) throws RefusedExport, ImportRefused {
    try (ExportTable table = file.open()) {
      mapColumns();
      while (table.next()) {
        tally.row();
        long before = tally.values();
        row(table);
        if (tally.values() > before) {
          tally.rowTaken();
        }
        if (intake.isFull()) {
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
  private void mapColumns() throws RefusedExport {
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
        intake.value(table, target, time.micros(), file.layout().values().get(i));
      }
    }
  }

  private void longRow(ExportTable table) {
    String tag = table.text(file.layout().tagColumn());
    if (ChannelIntake.isDamaged(tag)) {
      intake.reject(table, "", tag);
      return;
    }
    ImportTarget target = target(tag, null, 1);
    if (target != null) {
      ExportTimes.Read time = time(table, target.index());
      if (time != null) {
        intake.value(table, target, time.micros(), file.layout().values().getFirst());
      }
    }
  }

  private ExportTimes.@Nullable Read time(ExportTable table, int place) {
    String text = file.layout().timeText(table);
    ExportTimes.Read time = times.read(text, place);
    if (!time.isGood()) {
      intake.reject(table, time.problem(), text);
      return null;
    }
    if (time.micros() < OLDEST_MICROS || time.micros() > window.latestMicros()) {
      intake.reject(table, "the time is before 2000 or more than a day ahead", text);
      return null;
    }
    if (time.micros() < window.fromMicros() || time.micros() >= window.toMicros()) {
      intake.reject(table, "outside of --from and --to", text);
      return null;
    }
    return time;
  }

  private void drain(boolean all, Sink sink) throws ImportRefused, RefusedExport {
    List<ImportedBlock> blocks = intake.drain(all, batch + 1);
    if (!blocks.isEmpty()) {
      sink.take(++batch, blocks);
    }
  }

  List<PreviewRow> preview() {
    return intake.preview();
  }

  ImportTally tally() {
    return tally;
  }

  long repeatedHourTaken() {
    return times.repeatedTaken();
  }

  /** Of every channel that has a tag, in the order in which tags came. */
  List<ImportReport.Channel> channels() {
    return intake.channels();
  }
}
