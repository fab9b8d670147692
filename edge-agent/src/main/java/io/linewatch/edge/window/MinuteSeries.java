package io.linewatch.edge.window;

import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one series, gathered by minute of event time. A minute is closed when the series
 * has gone on past it by its lateness, when it has been silent, when its policy changes, or when it
 * is full. What comes later gathers in late minutes, which make further parts: a late minute is
 * closed when it has been open for as long as a silence, or when too many are. Lane thread.
 */
public final class MinuteSeries {
  public static final int MAX_SAMPLES_PER_BLOCK = 20_000;
  static final Duration LATENESS = Duration.ofSeconds(5);

  /**
   * By up to this the lateness of a series is longer, by its name: closed all at once, the minutes
   * of a thousand channels would hold up every decision of their lane.
   */
  static final Duration SPREAD = Duration.ofSeconds(10);

  static final Duration SILENCE = Duration.ofSeconds(65);

  /** Beyond it the one opened first is closed. */
  static final int MAX_OPEN_MINUTES = 8;

  private static final long MINUTE_MICROS = 60_000_000L;
  private static final long SILENCE_MICROS = SILENCE.toNanos() / 1_000;

  private final String gateway;
  private final String series;
  private final Consumer<SeriesBlock> closed;
  private final PartNumbers parts;
  private final long latenessMicros;
  private String unit;

  /** In the order in which they were opened; nearly always one or two. */
  private final List<OpenMinute> open = new ArrayList<>(2);

  /** The one that took the last sample, still open; it mostly takes the next one too. */
  private @Nullable OpenMinute current;

  private long newestMicros = Long.MIN_VALUE;
  private long lastArrivalMicros = Long.MIN_VALUE;

  /** No minute may have to be closed before the newest sample or the arrival reaches this. */
  private long nothingPassesBefore = Long.MIN_VALUE;

  private long nothingAgesBefore = Long.MAX_VALUE;
  private boolean first = true;

  /**
   * @param startedAt when this run of the agent began: parts of minutes before it are numbered
   *     apart, because the run before may have sent parts of them
   * @param closed takes the blocks; called on the caller's thread
   */
  public MinuteSeries(
      String gateway, String series, String unit, Instant startedAt, Consumer<SeriesBlock> closed) {
    this.gateway = gateway;
    this.series = series;
    this.unit = unit;
    this.closed = closed;
    this.parts = new PartNumbers(startedAt);
    this.latenessMicros = latenessMicros(series);
  }

  private static long latenessMicros(String series) {
    // Fibonacci hashing (Knuth, TAOCP 3, 6.4): names that differ in one letter lie far apart.
    int share = (series.hashCode() * 0x9E37_79B9) >>> 16;
    return (LATENESS.toNanos() + ((SPREAD.toNanos() * share) >> 16)) / 1_000;
  }

  public void unit(String newUnit) {
    if (!newUnit.equals(unit)) {
      closeAll();
      unit = newUnit;
    }
  }

  /**
   * @param timeMicros event time, microseconds since 1970
   * @param arrivalMicros gateway's clock, microseconds since 1970
   */
  public void add(
      long timeMicros,
      double value,
      Quality quality,
      @Nullable String machineState,
      long policyRevision,
      long arrivalMicros) {
    OpenMinute minute = minuteOf(timeMicros);
    if (minute != null && !minute.takes(policyRevision)) {
      close(minute);
      minute = null;
    }
    if (minute == null) {
      minute = begin(timeMicros, policyRevision, arrivalMicros);
    }
    current = minute;
    minute.add(timeMicros, value, quality, machineState);
    lastArrivalMicros = arrivalMicros;
    newestMicros = Math.max(newestMicros, timeMicros);
    if (newestMicros >= nothingPassesBefore || arrivalMicros >= nothingAgesBefore) {
      closeDue(arrivalMicros);
    }
  }

  private @Nullable OpenMinute minuteOf(long timeMicros) {
    OpenMinute likely = current;
    if (likely != null && isIn(likely, timeMicros)) {
      return likely;
    }
    for (OpenMinute minute : open) {
      if (isIn(minute, timeMicros)) {
        return minute;
      }
    }
    return null;
  }

  private static boolean isIn(OpenMinute minute, long timeMicros) {
    long into = timeMicros - minute.startMicros;
    return into >= 0 && into < MINUTE_MICROS;
  }

  private OpenMinute begin(long timeMicros, long policyRevision, long arrivalMicros) {
    if (open.size() == MAX_OPEN_MINUTES) {
      close(open.getFirst());
    }
    long start = Math.floorDiv(timeMicros, MINUTE_MICROS) * MINUTE_MICROS;
    OpenMinute minute =
        new OpenMinute(start, arrivalMicros, hasPassed(start), policyRevision, !first);
    first = false;
    open.add(minute);
    // What is due next is another moment now: look at all of them once.
    nothingPassesBefore = Long.MIN_VALUE;
    return minute;
  }

  private boolean hasPassed(long startMicros) {
    return newestMicros != Long.MIN_VALUE
        && startMicros <= newestMicros - MINUTE_MICROS - latenessMicros;
  }

  private void closeDue(long arrivalMicros) {
    nothingPassesBefore = Long.MAX_VALUE;
    nothingAgesBefore = Long.MAX_VALUE;
    for (OpenMinute minute : List.copyOf(open)) {
      if (minute.late) {
        long ages = minute.openedMicros + SILENCE_MICROS;
        if (arrivalMicros >= ages) {
          close(minute);
        } else {
          nothingAgesBefore = Math.min(nothingAgesBefore, ages);
        }
      } else if (hasPassed(minute.startMicros)) {
        close(minute);
      } else {
        long passes = minute.startMicros + MINUTE_MICROS + latenessMicros;
        nothingPassesBefore = Math.min(nothingPassesBefore, passes);
      }
    }
  }

  /** Something that belonged into what is open now was lost. */
  public void markIncomplete() {
    open.forEach(OpenMinute::markIncomplete);
    first = first || open.isEmpty();
  }

  /**
   * @param nowMicros gateway's clock, microseconds since 1970
   */
  public void closeWhenSilent(long nowMicros) {
    if (!open.isEmpty() && nowMicros - lastArrivalMicros > SILENCE_MICROS) {
      closeAll();
    }
  }

  /** Oldest minute first. */
  public void closeAll() {
    List<OpenMinute> all = new ArrayList<>(open);
    all.sort((a, b) -> Long.compare(a.startMicros, b.startMicros));
    all.forEach(this::close);
  }

  public int openSamples() {
    return open.stream().mapToInt(OpenMinute::size).sum();
  }

  private void close(OpenMinute done) {
    open.remove(done);
    if (done.equals(current)) {
      current = null;
    }
    Instant start = Instant.EPOCH.plus(done.startMicros, ChronoUnit.MICROS);
    int part = parts.next(done.startMicros);
    closed.accept(done.toBlock(gateway, series, unit, start, part));
  }
}
