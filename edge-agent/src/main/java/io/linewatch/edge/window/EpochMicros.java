package io.linewatch.edge.window;

import java.time.Instant;

/** Moments as microseconds since 1970-01-01T00:00Z, the form in which lanes keep them. */
public final class EpochMicros {
  private EpochMicros() {}

  /** Cut, not rounded. */
  public static long of(Instant time) {
    return time.getEpochSecond() * 1_000_000L + time.getNano() / 1_000;
  }
}
