package io.linewatch.edge.vibration;

import io.linewatch.domain.vibration.ShaftSpeed.Missing;
import io.linewatch.model.vibration.ShaftProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The newest speeds of one shaft, as its channel tells them: at most {@value #MOST}, and one each
 * ten milliseconds, so that they reach over ten seconds at least. What comes out of order is passed
 * over. Any thread: one connection writes, another reads.
 */
final class SpeedTrack {
  /** What a machine's speed was so long ago says nothing of it now. */
  static final Duration STALE_AFTER = Duration.ofSeconds(10);

  static final int MOST = 1_024;
  private static final long LEAST_DISTANCE_MICROS = 10_000;
  private static final int PLACES = 64;

  /** Below this share of its mean the shaft is taken to stand. */
  private static final double STANDING_SHARE = 0.1;

  private static final double SECONDS_A_MINUTE = 60;

  /** Times, microseconds since 1970, rising; a ring. */
  private final long[] micros = new long[MOST];

  private final double[] rpm = new double[MOST];
  private int first;
  private int count;

  /**
   * What is known of a stretch of time.
   *
   * @param meanRpm 0 when it is not known
   * @param profile null when it is not known, or no lines can be followed
   * @param missing why there is no profile; null when there is one
   */
  record Told(double meanRpm, @Nullable ShaftProfile profile, @Nullable Missing missing) {}

  /** The next speed, of a time after the last one. */
  synchronized void add(Instant time, double speedRpm) {
    long at = micros(time);
    if (count > 0 && at < micros[place(count - 1)] + LEAST_DISTANCE_MICROS) {
      return;
    }
    if (count == MOST) {
      first = (first + 1) % MOST;
      count--;
    }
    micros[place(count)] = at;
    rpm[place(count)] = speedRpm;
    count++;
  }

  /** How fast the shaft turned from one time to another; the last value holds until it is stale. */
  synchronized Told over(Instant from, Instant to) {
    long begin = micros(from);
    long length = Math.max(0, micros(to) - begin);
    double[] speeds = new double[PLACES];
    double sum = 0;
    for (int i = 0; i < PLACES; i++) {
      long at = begin + length * i / (PLACES - 1);
      int before = lastNotAfter(at);
      if (before < 0) {
        return new Told(0, null, Missing.UNTOLD);
      }
      if (at - micros[place(before)] > STALE_AFTER.toNanos() / 1_000) {
        return new Told(0, null, Missing.STALE);
      }
      speeds[i] = between(before, at);
      sum += speeds[i];
    }
    double mean = sum / PLACES;
    for (int i = 0; i < PLACES; i++) {
      if (!(speeds[i] > STANDING_SHARE * mean)) {
        return new Told(mean, null, Missing.STOOD);
      }
      speeds[i] /= SECONDS_A_MINUTE;
    }
    return new Told(mean, new ShaftProfile(speeds), null);
  }

  /** Number of the newest speed that is not of a later time; below 0 when there is none. */
  private int lastNotAfter(long at) {
    int low = -1;
    int high = count - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (micros[place(middle)] <= at) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private double between(int before, long at) {
    int here = place(before);
    if (before == count - 1) {
      return rpm[here];
    }
    int next = place(before + 1);
    double share = (double) (at - micros[here]) / (micros[next] - micros[here]);
    return rpm[here] + share * (rpm[next] - rpm[here]);
  }

  private int place(int number) {
    return (first + number) % MOST;
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
