package io.linewatch.edge.pipeline;

import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came last on one channel, and within which bounds it moved lately: whoever touches a sensor
 * sees it move. Some fields and no more, as it is written for every reading. Lane thread.
 */
final class LastReading {
  /** Bounds are kept for this one and the one before. */
  static final long SPAN_MICROS = 30_000_000;

  private double value;
  private @Nullable Quality quality;
  private long timeMicros;
  private long arrivalMicros;
  private long spanBegan = Long.MIN_VALUE / 2;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;
  private double lowBefore = Double.POSITIVE_INFINITY;
  private double highBefore = Double.NEGATIVE_INFINITY;

  void take(double newValue, Quality newQuality, long newTimeMicros, long newArrivalMicros) {
    if (newArrivalMicros - spanBegan >= SPAN_MICROS || newArrivalMicros < spanBegan) {
      turn(newArrivalMicros);
    }
    value = newValue;
    quality = newQuality;
    timeMicros = newTimeMicros;
    arrivalMicros = newArrivalMicros;
    low = Math.min(low, newValue);
    high = Math.max(high, newValue);
  }

  private void turn(long arrivedMicros) {
    boolean follows =
        quality != null
            && arrivedMicros >= spanBegan
            && arrivedMicros - spanBegan < 2 * SPAN_MICROS;
    lowBefore = follows ? low : Double.POSITIVE_INFINITY;
    highBefore = follows ? high : Double.NEGATIVE_INFINITY;
    low = Double.POSITIVE_INFINITY;
    high = Double.NEGATIVE_INFINITY;
    spanBegan = arrivedMicros;
  }

  void tell(ChannelId channel, List<PointReading> into) {
    Quality told = quality;
    if (told != null) {
      into.add(
          new PointReading(
              channel,
              value,
              told,
              Instant.EPOCH.plus(timeMicros, ChronoUnit.MICROS),
              Instant.EPOCH.plus(arrivalMicros, ChronoUnit.MICROS),
              Math.min(low, lowBefore),
              Math.max(high, highBefore)));
    }
  }
}
