package io.linewatch.edge.config;

import io.linewatch.edge.evidence.WaveformRing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many raw blocks of samples the gateway keeps on its disk.
 *
 * @param maxMegabytes 512 when left out; 0 keeps none
 * @param maxAge 30 days when left out
 * @param every how often a channel's block is kept while nothing is wrong; 10 minutes when left out
 */
public record WaveformsKept(
    @Nullable Integer maxMegabytes, @Nullable Duration maxAge, @Nullable Duration every) {
  private static final int DEFAULT_MEGABYTES = 512;
  private static final Duration DEFAULT_AGE = Duration.ofDays(30);
  private static final Duration DEFAULT_EVERY = Duration.ofMinutes(10);

  static final WaveformsKept USUAL = new WaveformsKept(null, null, null);

  public WaveformsKept {
    require(
        maxMegabytes == null || (maxMegabytes >= 0 && maxMegabytes <= 1_000_000),
        "maxMegabytes must be from 0 to 1000000, not " + maxMegabytes);
    require(maxAge == null || maxAge.isPositive(), "maxAge must be above 0");
    require(every == null || every.isPositive(), "every must be above 0");
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }

  WaveformRing.Settings settings() {
    return new WaveformRing.Settings(
        (maxMegabytes == null ? DEFAULT_MEGABYTES : maxMegabytes) * 1_000_000L,
        maxAge == null ? DEFAULT_AGE : maxAge,
        every == null ? DEFAULT_EVERY : every);
  }
}
