package io.linewatch.standalone.past;

import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers one series into blocks of a minute. One thread. */
final class PastSeries {
  private static final int MAX_SAMPLES = 60;
  private final String gateway;
  private final String series;
  private final String unit;
  private final long policyRevision;
  private final long[] times = new long[MAX_SAMPLES];
  private final double[] values = new double[MAX_SAMPLES];
  private int count;
  private @Nullable Instant minute;

  PastSeries(String gateway, String series, String unit, long policyRevision) {
    this.gateway = gateway;
    this.series = series;
    this.unit = unit;
    this.policyRevision = policyRevision;
  }

  /** The block of the minute before, when this value begins a new one. */
  List<SeriesBlock> add(Instant time, double value) {
    Instant its = time.truncatedTo(ChronoUnit.MINUTES);
    List<SeriesBlock> done =
        minute == null || minute.equals(its) ? List.of() : List.of(block(minute));
    if (!its.equals(minute)) {
      minute = its;
      count = 0;
    }
    times[count] = ChronoUnit.MICROS.between(Instant.EPOCH, time);
    values[count] = value;
    count++;
    return done;
  }

  private SeriesBlock block(Instant start) {
    return new SeriesBlock(
        gateway,
        series,
        unit,
        start,
        0,
        policyRevision,
        Arrays.copyOf(times, count),
        Arrays.copyOf(values, count),
        List.of(new SeriesBlock.Run<>(Quality.GOOD, count)),
        List.of(),
        true);
  }
}
