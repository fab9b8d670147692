package io.linewatch.central.historian;

import io.linewatch.central.historian.ExportLayout.ValueColumn;
import io.linewatch.central.historian.ExportReading.PreviewRow;
import io.linewatch.central.history.ImportedBlock;
import io.linewatch.domain.signal.Quality;
import io.linewatch.model.csv.CsvDialect;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes fields of an export as values of channels and holds them until they are given out as
 * blocks. One thread.
 */
final class ChannelIntake {
  private static final int BATCH_SAMPLES = 1_000_000;
  private static final int BATCH_MINUTES = 20_000;
  private static final char UNREADABLE = '\uFFFD';

  private final ChannelMapping mapping;
  private final ImportTally tally;
  private final QualityWords words;
  private final @Nullable Duration gap;
  private final int previewRows;
  private final List<ChannelMinutes> channels = new ArrayList<>();
  private final List<PreviewRow> preview = new ArrayList<>();
  private int heldSamples;
  private int heldMinutes;

  /**
   * @param previewRows how many of the first values to remember
   */
  ChannelIntake(
      ChannelMapping mapping,
      ImportTally tally,
      QualityWords words,
      @Nullable Duration gap,
      int previewRows) {
    this.mapping = mapping;
    this.tally = tally;
    this.words = words;
    this.gap = gap;
    this.previewRows = previewRows;
  }

  void value(ExportTable table, ImportTarget target, long micros, ValueColumn column) {
    String text = table.text(column.column().index());
    double number = table.number(column.column().index());
    Quality quality = Quality.GOOD;
    if (column.qualityColumn() >= 0) {
      String word = table.text(column.qualityColumn());
      Quality known = words.of(word);
      quality = known == null ? Quality.UNCERTAIN : known;
      if (quality != Quality.GOOD) {
        tally.quality((known == null ? "(unknown) " : "") + word);
      }
    }
    double value = target.value(number);
    if (Double.isFinite(value)) {
      take(target, micros, value, quality);
    } else if (words.isBadMarker(text)) {
      tally.badValue(text);
      keep(target, micros, Double.NaN, Quality.BAD);
    } else if (CsvDialect.isMissing(text)) {
      tally.emptyField();
      if (quality == Quality.BAD) {
        keep(target, micros, Double.NaN, Quality.BAD);
      }
    } else {
      reject(
          table, Double.isFinite(number) ? "the scaled value is too large" : "not a number", text);
    }
  }

  private void take(ImportTarget target, long micros, double value, Quality quality) {
    tally.value();
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

  void reject(ExportTable table, String reason, String text) {
    tally.reject(
        isDamaged(text)
            ? "bytes that the encoding does not know, or NUL; is the file of two encodings?"
            : reason,
        table.line(),
        text);
  }

  static boolean isDamaged(String text) {
    return text.indexOf(UNREADABLE) >= 0 || text.indexOf('\0') >= 0;
  }

  /** Whether so much is held that blocks should be given out. */
  boolean isFull() {
    return heldSamples >= BATCH_SAMPLES || heldMinutes >= BATCH_MINUTES;
  }

  /**
   * @param all also of each channel's newest minute
   */
  List<ImportedBlock> drain(boolean all, int batch) {
    List<ImportedBlock> blocks = new ArrayList<>();
    drainInto(blocks, all, batch);
    if (heldSamples >= BATCH_SAMPLES / 2) {
      drainInto(blocks, true, batch); // so much in a minute that it cannot be held to its end
    }
    heldMinutes = 0;
    return blocks;
  }

  private void drainInto(List<ImportedBlock> blocks, boolean all, int batch) {
    heldSamples = 0;
    for (ChannelMinutes channel : channels) {
      channel.drain(all, batch, blocks);
      heldSamples += channel.count();
    }
  }

  List<PreviewRow> preview() {
    return List.copyOf(preview);
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
