package io.linewatch.edge.pipeline;

import io.linewatch.edge.intake.InboundMessage.Receipt;
import io.linewatch.edge.pipeline.LaneTask.Measured;
import io.linewatch.edge.signal.Shedding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * What waits beside a lane's queue for assets that have had their share of it: one ring for each
 * such place, which gives way by the user's choice. A ring is bounded by {@link #RING_MESSAGES} and
 * {@link #RING_READINGS}, all of them together by {@link #MAX_MESSAGES} and {@link #MAX_READINGS}.
 * While nothing overflows, asking costs one look at a number. Any thread.
 */
final class Overflow {
  static final int RING_MESSAGES = LaneQueue.MAX_SHARE;
  static final int RING_READINGS = LaneQueue.MAX_READINGS / 8;
  static final int MAX_MESSAGES = LaneQueue.MAX_TASKS;
  static final int MAX_READINGS = LaneQueue.MAX_READINGS;
  private static final int MAX_STRIDE = 1 << 16;

  private static final class Ring {
    private final int assetHash;
    private Deque<Measured> tasks = new ArrayDeque<>();
    private int readings;
    private int stride = 1;
    private int turn;
    private boolean freshOnly;

    private Ring(int assetHash) {
      this.assetHash = assetHash;
    }
  }

  private final Consumer<Measured> shedOldest;
  private final Consumer<Measured> shedThin;

  /** By place in the queue's shares, in the order in which they overflowed. */
  private final Map<Integer, Ring> rings = new LinkedHashMap<>();

  private int messages;
  private int readings;
  private volatile int active;

  Overflow(Consumer<Measured> shedOldest, Consumer<Measured> shedThin) {
    this.shedOldest = shedOldest;
    this.shedThin = shedThin;
  }

  boolean isEmpty() {
    return active == 0;
  }

  synchronized int messages() {
    return messages;
  }

  /** Whether what comes for this place must wait behind what is here. */
  boolean holds(int share) {
    return active > 0 && hasRing(share);
  }

  private synchronized boolean hasRing(int share) {
    return rings.containsKey(share);
  }

  /** Takes a message, or sheds it or others for it. */
  synchronized void add(int share, Measured task, Shedding choice) {
    Ring ring = rings.computeIfAbsent(share, _ -> new Ring(task.assetHash()));
    switch (choice) {
      case OLDEST -> addFresh(ring, task);
      case THIN -> addThinned(ring, task);
      case NEWEST -> throw new IllegalArgumentException("what arrives does not wait here");
    }
    if (ring.tasks.isEmpty()) {
      rings.remove(share);
    }
    active = rings.size();
  }

  private void addFresh(Ring ring, Measured task) {
    while (!ring.tasks.isEmpty() && isFull(ring, task)) {
      shedOldest.accept(removeFirst(ring));
      // What still stands in the queue is older than all that is here.
      ring.freshOnly = true;
    }
    if (isFull(ring, task)) {
      shedOldest.accept(task);
    } else {
      append(ring, task);
    }
  }

  private void addThinned(Ring ring, Measured task) {
    if (ring.turn++ % ring.stride != 0) {
      shedThin.accept(task);
      return;
    }
    if (isFull(ring, task)) {
      halve(ring);
      ring.stride = Math.min(MAX_STRIDE, 2 * ring.stride);
      ring.turn = 1;
    }
    if (isFull(ring, task)) {
      shedThin.accept(task);
    } else {
      append(ring, task);
    }
  }

  /** Keeps every second, the first among them. */
  private void halve(Ring ring) {
    List<Measured> all = new ArrayList<>(ring.tasks);
    ring.tasks = new ArrayDeque<>();
    for (int i = 0; i < all.size(); i++) {
      Measured task = all.get(i);
      if (i % 2 == 0) {
        ring.tasks.addLast(task);
      } else {
        take(ring, task);
        shedThin.accept(task);
      }
    }
  }

  private void append(Ring ring, Measured task) {
    ring.tasks.addLast(task);
    ring.readings += weight(task);
    readings += weight(task);
    messages++;
  }

  private Measured removeFirst(Ring ring) {
    Measured first = ring.tasks.removeFirst();
    take(ring, first);
    return first;
  }

  private void take(Ring ring, Measured task) {
    ring.readings -= weight(task);
    readings -= weight(task);
    messages--;
  }

  /** One message may be larger than a ring's bound; alone in it, it passes. */
  private boolean isFull(Ring ring, Measured task) {
    boolean ringFull =
        !ring.tasks.isEmpty()
            && (ring.tasks.size() >= RING_MESSAGES || ring.readings + weight(task) > RING_READINGS);
    return ringFull
        || messages >= MAX_MESSAGES
        || (readings > 0 && readings + weight(task) > MAX_READINGS);
  }

  private static int weight(Measured task) {
    return task.message().readings().size();
  }

  /** Takes out what is older than what a ring had to drop; the lane has it from its queue. */
  synchronized void dropStale(List<LaneTask> batch) {
    for (Iterator<LaneTask> left = batch.iterator(); left.hasNext(); ) {
      if (left.next() instanceof Measured task && isStale(task)) {
        left.remove();
        shedOldest.accept(task);
      }
    }
  }

  private boolean isStale(Measured task) {
    Ring ring = task.receipt().equals(Receipt.NONE) ? rings.get(LaneQueue.share(task)) : null;
    return ring != null && ring.freshOnly && ring.assetHash == task.assetHash();
  }

  /**
   * Hands over the rings whose older messages have left the queue. Lane thread.
   *
   * @param leftQueue whether no message of a place is in the queue any more
   * @param most about so many; the last ring is handed over whole
   */
  synchronized void drainTo(List<LaneTask> batch, IntPredicate leftQueue, int most) {
    var each = rings.entrySet().iterator();
    while (each.hasNext() && batch.size() < most) {
      Map.Entry<Integer, Ring> entry = each.next();
      if (leftQueue.test(entry.getKey())) {
        Ring ring = entry.getValue();
        batch.addAll(ring.tasks);
        messages -= ring.tasks.size();
        readings -= ring.readings;
        each.remove();
      }
    }
    active = rings.size();
  }
}
