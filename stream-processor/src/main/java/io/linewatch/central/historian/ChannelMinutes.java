package io.linewatch.central.historian;

import io.linewatch.central.history.ImportedBlock;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.series.SeriesBlock.Run;
import io.linewatch.domain.signal.Quality;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of one channel on their way to blocks of a minute: put into order, the last one of each
 * instant, holes found. A bad value that is none (a marker in its place) is no sample, but makes
 * its minute incomplete. One thread.
 */
final class ChannelMinutes {
  /** Who is said to have sent an imported block; no gateway did. */
  static final String GATEWAY = "import";

  private static final long MINUTE_MICROS = 60_000_000;
  private static final int GAP_FACTOR = 5;
  private static final int MAX_GAPS = 1_000;

  /** A quality is kept as its place in it: a byte a sample. */
  private static final List<Quality> QUALITIES = List.of(Quality.values());

  private final ImportTarget target;
  private final long fixedGapMicros;
  private long[] times = new long[64];
  private double[] values = new double[64];
  private byte[] qualities = new byte[64];
  private int count;
  private boolean inOrder = true;
  private long gapMicros;
  private long lastMicros = Long.MIN_VALUE;
  private long samples;
  private long firstMicros = Long.MAX_VALUE;
  private long duplicates;
  private long outOfOrder;
  private long gaps;
  private final List<ImportReport.Gap> found = new ArrayList<>();

  /**
   * @param gap values further apart have a gap between them; null for five times the usual
   *     distance, at least a minute
   */
  ChannelMinutes(ImportTarget target, @Nullable Duration gap) {
    this.target = target;
    this.fixedGapMicros = gap == null ? 0 : Math.max(1, gap.toNanos() / 1_000);
    this.gapMicros = gap == null ? MINUTE_MICROS : fixedGapMicros;
  }

  /**
   * @param value NaN where a marker stands in its place
   * @return whether it began another minute than the value before
   */
  boolean add(long micros, double value, Quality quality) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      values = Arrays.copyOf(values, 2 * count);
      qualities = Arrays.copyOf(qualities, 2 * count);
    }
    boolean late = count > 0 ? micros < times[count - 1] : micros < lastMicros;
    boolean otherMinute = count == 0 || minuteOf(micros) != minuteOf(times[count - 1]);
    outOfOrder += late ? 1 : 0;
    inOrder &= !late;
    times[count] = micros;
    values[count] = value;
    qualities[count++] = (byte) QUALITIES.indexOf(quality);
    return otherMinute;
  }

  int count() {
    return count;
  }

  /**
   * Gives out blocks, in order of time.
   *
   * @param all also of the newest minute, which may not have come to its end
   * @param part of the blocks; late values of a minute that was given out get another one
   */
  void drain(boolean all, int part, List<ImportedBlock> blocks) {
    sort();
    dropDuplicates();
    if (count == 0) {
      return;
    }
    learnGap();
    int end = count;
    if (!all) {
      long newest = minuteOf(times[count - 1]);
      while (end > 0 && minuteOf(times[end - 1]) == newest) {
        end--;
      }
    }
    for (int from = 0; from < end; ) {
      int to = from;
      while (to < end && minuteOf(times[to]) == minuteOf(times[from])) {
        to++;
      }
      blocks.add(block(from, to, part));
      from = to;
    }
    count -= end;
    System.arraycopy(times, end, times, 0, count);
    System.arraycopy(values, end, values, 0, count);
    System.arraycopy(qualities, end, qualities, 0, count);
  }

  private ImportedBlock block(int from, int to, int part) {
    int size = 0;
    long[] blockTimes = new long[to - from];
    double[] blockValues = new double[to - from];
    List<Run<Quality>> runs = new ArrayList<>();
    int run = 0;
    byte quality = -1;
    for (int i = from; i < to; i++) {
      if (Double.isNaN(values[i])) {
        continue;
      }
      if (qualities[i] != quality && run > 0) {
        runs.add(new Run<>(QUALITIES.get(quality), run));
        run = 0;
      }
      quality = qualities[i];
      run++;
      blockTimes[size] = times[i];
      blockValues[size++] = values[i];
      seen(times[i]);
    }
    if (run > 0) {
      runs.add(new Run<>(QUALITIES.get(quality), run));
    }
    long minute = minuteOf(times[from]);
    SeriesBlock block =
        new SeriesBlock(
            GATEWAY,
            target.channel().toString(),
            target.unit(),
            Instant.ofEpochSecond(minute * 60),
            part,
            0,
            Arrays.copyOf(blockTimes, size),
            Arrays.copyOf(blockValues, size),
            runs,
            List.of(),
            size == to - from);
    return new ImportedBlock(block, holds(to, minute));
  }

  /** Until the next block, if what comes next is no further away than usual. */
  private int holds(int next, long minute) {
    if (next >= count || times[next] - times[next - 1] > gapMicros) {
      return 1;
    }
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, minuteOf(times[next]) - minute));
  }

  private void seen(long micros) {
    samples++;
    firstMicros = Math.min(firstMicros, micros);
    if (lastMicros != Long.MIN_VALUE && micros - lastMicros > gapMicros) {
      gaps++;
      if (found.size() < MAX_GAPS) {
        found.add(new ImportReport.Gap(instant(lastMicros), instant(micros)));
      }
    }
    lastMicros = Math.max(lastMicros, micros);
  }

  /** The last of those with one time counts, as historians write a correction behind. */
  private void dropDuplicates() {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (kept > 0 && times[kept - 1] == times[i]) {
        kept--;
        duplicates++;
      }
      times[kept] = times[i];
      values[kept] = values[i];
      qualities[kept++] = qualities[i];
    }
    count = kept;
  }

  private void sort() {
    if (inOrder) {
      return;
    }
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(times[a], times[b]));
    long[] sortedTimes = new long[times.length];
    double[] sortedValues = new double[times.length];
    byte[] sortedQualities = new byte[times.length];
    for (int i = 0; i < count; i++) {
      sortedTimes[i] = times[order[i]];
      sortedValues[i] = values[order[i]];
      sortedQualities[i] = qualities[order[i]];
    }
    times = sortedTimes;
    values = sortedValues;
    qualities = sortedQualities;
    inOrder = true;
  }

  private void learnGap() {
    if (fixedGapMicros > 0 || count < 3) {
      return;
    }
    long[] distances = new long[count - 1];
    for (int i = 1; i < count; i++) {
      distances[i - 1] = times[i] - times[i - 1];
    }
    Arrays.sort(distances);
    long usual = distances[distances.length / 2];
    gapMicros = Math.max(MINUTE_MICROS, Math.multiplyExact(GAP_FACTOR, usual));
  }

  private static long minuteOf(long micros) {
    return Math.floorDiv(micros, MINUTE_MICROS);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** What there is to tell of the channel, once all is given out. */
  ImportReport.Channel report(String tag) {
    return new ImportReport.Channel(
        target.channel().toString(),
        tag,
        target.unit(),
        samples,
        samples == 0 ? null : instant(firstMicros),
        samples == 0 ? null : instant(lastMicros),
        duplicates,
        outOfOrder,
        gaps,
        List.copyOf(found));
  }
}
