package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.GateAction;
import io.linewatch.domain.inspection.NotInspected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which parts wait for their verdict, and until when. The first to close a part decides what the
 * gate is told: the verdict, or the deadline. Measured on a clock that nobody sets. Any thread.
 */
final class Deadlines {
  /** Of parts under way, and of parts that were told and whose verdict has not come yet. */
  static final int MAX_PARTS = 4_096;

  private record Key(String station, String part) {}

  /** A part whose deadline has passed. */
  record Passed(String station, String part, Instant arrival, NotInspected reason) {}

  private static final class Open {
    final Key key;
    final Instant arrival;
    final long due;
    boolean pictured;

    Open(Key key, Instant arrival, long due) {
      this.key = key;
      this.arrival = arrival;
      this.due = due;
    }
  }

  private final LongSupplier nanoClock;
  private final Map<Key, Open> open = new LinkedHashMap<>();
  private final PriorityQueue<Open> order =
      new PriorityQueue<>((a, b) -> Long.signum(a.due - b.due));

  /** A verdict that comes later than this is of another pass of the part. */
  static final Duration LATE_FOR = Duration.ofMinutes(10);

  private record Told(GateAction action, long until) {}

  /** What the gate was told of parts without a verdict. */
  private final Map<Key, Told> told = new LinkedHashMap<>();

  private long forgotten;

  Deadlines(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /**
   * A part is there; its time runs from now, or went on from its announcement. One that is
   * announced again passes again.
   *
   * @param pictured whether this is its picture
   * @return when the part was heard of first
   */
  synchronized Instant begin(
      String station, String part, Instant arrival, Duration within, boolean pictured) {
    Key key = new Key(station, part);
    Open known = open.get(key);
    Told before = told.get(key);
    if (before != null && (!pictured || before.until - nanoClock.getAsLong() <= 0)) {
      told.remove(key);
    } else if (known == null && before != null) {
      return arrival;
    }
    if (known == null) {
      known = new Open(key, arrival, nanoClock.getAsLong() + within.toNanos());
      open.put(key, known);
      order.add(known);
      bound();
      notifyAll();
    }
    known.pictured |= pictured;
    return known.arrival;
  }

  private void bound() {
    while (open.size() > MAX_PARTS) {
      Open oldest = open.values().iterator().next();
      open.remove(oldest.key);
      order.remove(oldest);
      forgotten++;
    }
  }

  /**
   * The verdict is made.
   *
   * @return what the gate was told at the deadline; null when it was not told anything yet
   */
  synchronized @Nullable GateAction close(String station, String part) {
    Key key = new Key(station, part);
    Open known = open.remove(key);
    if (known != null) {
      order.remove(known);
      return null;
    }
    Told before = told.remove(key);
    return before == null ? null : before.action;
  }

  /** What the gate was told by the run before. */
  synchronized void wasTold(String station, String part, GateAction action) {
    tell(new Key(station, part), action);
  }

  private void tell(Key key, GateAction action) {
    told.remove(key);
    told.put(key, new Told(action, nanoClock.getAsLong() + LATE_FOR.toNanos()));
    if (told.size() > MAX_PARTS) {
      told.remove(told.keySet().iterator().next());
    }
  }

  /** The part is not wanted any more: a newer picture has taken its place. */
  synchronized void forget(String station, String part) {
    var _ = close(station, part);
  }

  /** What the gate is told of a part whose deadline has passed. */
  @FunctionalInterface
  interface Policy {
    GateAction of(String station);
  }

  /** Takes out the parts whose deadline has passed; from now on their verdict is late. */
  synchronized List<Passed> passed(Policy policy) {
    long now = nanoClock.getAsLong();
    List<Passed> passed = new ArrayList<>();
    for (Open next = order.peek(); next != null && next.due - now <= 0; next = order.peek()) {
      order.remove();
      open.remove(next.key);
      tell(next.key, policy.of(next.key.station()));
      passed.add(
          new Passed(
              next.key.station(),
              next.key.part(),
              next.arrival,
              next.pictured ? NotInspected.TOO_LATE : NotInspected.NO_PICTURE));
    }
    return passed;
  }

  /** Waits until the next deadline may have passed, or for as long as given. */
  synchronized void await(Duration most) throws InterruptedException {
    long end = nanoClock.getAsLong() + most.toNanos();
    long left = untilNext(end);
    while (left > 0) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
      left = untilNext(end);
    }
  }

  private long untilNext(long end) {
    long now = nanoClock.getAsLong();
    Open next = order.peek();
    return next == null ? end - now : Math.min(end - now, next.due - now);
  }

  synchronized int size() {
    return open.size();
  }

  /** Parts that were dropped from the watch because there were too many. */
  synchronized long forgotten() {
    return forgotten;
  }
}
