package io.linewatch.edge.quality;

import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading.TimeSource;

/**
 * One reading as a signal: value, and the two times that tell of its way.
 *
 * @param timeMicros event time, microseconds since 1970
 * @param arrivalMicros gateway's clock when it came
 */
record SignalReading(
    long timeMicros, long arrivalMicros, double value, Quality quality, TimeSource timeSource) {

  /** Whether the value says anything. */
  boolean usable() {
    return quality != Quality.BAD;
  }
}
