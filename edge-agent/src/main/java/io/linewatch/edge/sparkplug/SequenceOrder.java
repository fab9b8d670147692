package io.linewatch.edge.sparkplug;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The order of one node's messages by {@code seq}, which rises by one and wraps from 255 to 0. What
 * comes too early waits, for as long as the reorder timeout at most. One thread at a time.
 */
final class SequenceOrder {
  /** Greatest {@code seq}. */
  static final int LAST = 255;

  private static final int COUNT = LAST + 1;
  private static final long MAX_WAITING_BYTES = 4L << 20;

  enum Verdict {
    /** It is next, or waits for what is. */
    TAKEN,
    /** Its place has been taken or given up. */
    LATE,
    /** Nothing more can wait; it is dropped. */
    FULL
  }

  private final Duration timeout;
  private final Map<Integer, SparkplugMessage> waiting = new HashMap<>();
  private int next;
  private long waitingBytes;
  private @Nullable Instant deadline;

  SequenceOrder(Duration timeout) {
    this.timeout = timeout;
  }

  /** A session begins with a message of this {@code seq}. */
  void begin(long seq) {
    stop();
    next = (int) ((seq + 1) % COUNT);
  }

  /** Nothing is waited for any more. */
  void stop() {
    waiting.clear();
    waitingBytes = 0;
    deadline = null;
  }

  int next() {
    return next;
  }

  int waiting() {
    return waiting.size();
  }

  /**
   * @param seq from 0 to {@value #LAST}
   */
  Verdict accept(long seq, SparkplugMessage message, Instant now) {
    int ahead = Math.floorMod((int) seq - next, COUNT);
    if (ahead != 0 && deadline == null) {
      deadline = now.plus(timeout);
    }
    // In a ring, what lies more than half of it ahead lies behind.
    if (ahead > COUNT / 2 || waiting.containsKey((int) seq)) {
      return Verdict.LATE;
    }
    if (waitingBytes + message.bytes() > MAX_WAITING_BYTES && ahead != 0) {
      return Verdict.FULL;
    }
    waiting.put((int) seq, message);
    waitingBytes += message.bytes();
    return Verdict.TAKEN;
  }

  /** The next message in order, or null while it is missing. */
  @Nullable SparkplugMessage poll(Instant now) {
    SparkplugMessage due = waiting.remove(next);
    if (due == null) {
      return null;
    }
    waitingBytes -= due.bytes();
    next = (next + 1) % COUNT;
    // The hole that was waited for is filled; another one gets its own time.
    deadline = waiting.isEmpty() ? null : now.plus(timeout);
    return due;
  }

  /** Whether what is next has been missing for longer than the timeout. */
  boolean timedOut(Instant now) {
    return deadline != null && !now.isBefore(deadline);
  }
}
