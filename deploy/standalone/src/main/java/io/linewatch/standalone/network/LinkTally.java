package io.linewatch.standalone.network;

import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What became of the bytes of one direction, all connections together. Any thread. */
public final class LinkTally {
  private final LongAdder passed = new LongAdder();
  private final LongAdder swallowed = new LongAdder();
  private final LongAdder stalls = new LongAdder();
  private final LongAccumulator longestWaitNanos = new LongAccumulator(Math::max, 0);

  /** Bytes that were let through to the other side. */
  public long passed() {
    return passed.sum();
  }

  /** Bytes that are gone though their sender believes otherwise. */
  public long swallowed() {
    return swallowed.sum();
  }

  /** How often bytes waited as if a packet had been lost. */
  public long stalls() {
    return stalls.sum();
  }

  /** The longest that bytes waited in the relay before they passed, since this was asked last. */
  public Duration takeLongestWait() {
    return Duration.ofNanos(longestWaitNanos.getThenReset());
  }

  void pass(int bytes, long waitedNanos) {
    passed.add(bytes);
    longestWaitNanos.accumulate(waitedNanos);
  }

  void swallow(int bytes) {
    swallowed.add(bytes);
  }

  void stall() {
    stalls.increment();
  }
}
