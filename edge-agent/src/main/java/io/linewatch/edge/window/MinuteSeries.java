package io.linewatch.edge.window;

import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one series, gathered by minute of event time. A minute is closed when the series
 * has gone on past it by the lateness, when it has been silent, when its policy changes, or when it
 * is full; samples that come later make a further part. Lane thread.
 */
public final class MinuteSeries {
  public static final int MAX_SAMPLES_PER_BLOCK = 20_000;
  static final Duration LATENESS = Duration.ofSeconds(5);
  static final Duration SILENCE = Duration.ofSeconds(65);

  private static final int MAX_OPEN_MINUTES = 4;
  private static final int MAX_REMEMBERED_MINUTES = 256;
  private static final long MINUTE_MICROS = 60_000_000L;

  private final String gateway;
  private final String series;
  private final Consumer<SeriesBlock> closed;
  private final long startedMicros;
  private final int firstPartOfOldMinutes;
  private final TreeMap<Long, OpenMinute> open = new TreeMap<>();
  private final Map<Long, Integer> nextParts = new LinkedHashMap<>();
  private String unit;
  private long newestMicros = Long.MIN_VALUE;
  private Instant lastArrival = Instant.MIN;
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
    this.startedMicros = micros(startedAt);
    // Rises with every start, fits an int until 2090, and leaves room for the parts of one run.
    this.firstPartOfOldMinutes = (int) Math.max(1, startedAt.getEpochSecond() - 1_750_000_000L);
  }

  public void unit(String newUnit) {
    if (!newUnit.equals(unit)) {
      closeAll();
      unit = newUnit;
    }
  }

  /**
   * @param arrival gateway's clock
   */
  public void add(
      Instant time,
      double value,
      Quality quality,
      @Nullable String machineState,
      long policyRevision,
      Instant arrival) {
    long timeMicros = micros(time);
    long minute = Math.floorDiv(timeMicros, MINUTE_MICROS) * MINUTE_MICROS;
    OpenMinute current = open.get(minute);
    if (current != null && !current.takes(policyRevision)) {
      close(minute);
      current = null;
    }
    if (current == null) {
      current = new OpenMinute(policyRevision, !first);
      first = false;
      open.put(minute, current);
    }
    current.add(timeMicros, value, quality, machineState);
    lastArrival = arrival;
    newestMicros = Math.max(newestMicros, timeMicros);
    closePassed();
  }

  private void closePassed() {
    long passed = newestMicros - MINUTE_MICROS - micros(LATENESS);
    while (!open.isEmpty() && (open.firstKey() <= passed || open.size() > MAX_OPEN_MINUTES)) {
      close(open.firstKey());
    }
  }

  /** Something that belonged into what is open now was lost. */
  public void markIncomplete() {
    open.values().forEach(OpenMinute::markIncomplete);
    first = first || open.isEmpty();
  }

  public void closeWhenSilent(Instant now) {
    if (!open.isEmpty() && now.isAfter(lastArrival.plus(SILENCE))) {
      closeAll();
    }
  }

  public void closeAll() {
    while (!open.isEmpty()) {
      close(open.firstKey());
    }
  }

  public int openSamples() {
    return open.values().stream().mapToInt(OpenMinute::size).sum();
  }

  private void close(long minute) {
    OpenMinute done = open.remove(minute);
    if (done == null) {
      return;
    }
    int part = nextParts.getOrDefault(minute, minute < startedMicros ? firstPartOfOldMinutes : 0);
    nextParts.put(minute, part + 1);
    if (nextParts.size() > MAX_REMEMBERED_MINUTES) {
      nextParts.remove(List.copyOf(nextParts.keySet()).getFirst());
    }
    Instant start = Instant.EPOCH.plus(minute, ChronoUnit.MICROS);
    closed.accept(done.toBlock(gateway, series, unit, start, part));
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
