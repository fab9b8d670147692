package io.linewatch.edge.inference;

import io.linewatch.domain.desired.DesiredState.ModelAssignment;
import io.linewatch.domain.desired.GatewayStatus.ModelStatus;
import io.linewatch.domain.plant.AssetPath;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which models are assigned, how far each has come, and when one is due to be tried. Any thread;
 * one of them waits in {@link #awaitDue}.
 */
final class AssignedModels {
  private static final Logger LOG = LoggerFactory.getLogger(AssignedModels.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(60);
  private static final int MAX_DOUBLINGS = 6;
  private static final String NOT_LOADED = "not loaded yet";

  private record Key(AssetPath asset, String name) implements Comparable<Key> {
    static Key of(ModelAssignment assignment) {
      return new Key(assignment.asset(), assignment.name());
    }

    @Override
    public int compareTo(Key other) {
      int byAsset = asset.compareTo(other.asset);
      return byAsset != 0 ? byAsset : name.compareTo(other.name);
    }
  }

  private static final class Slot {
    ModelAssignment wanted;
    boolean settled;
    @Nullable String active;
    String reason = NOT_LOADED;
    int failures;
    long notBeforeNanos;

    Slot(ModelAssignment wanted, long now) {
      this.wanted = wanted;
      this.notBeforeNanos = now;
    }

    void want(ModelAssignment assignment, long now) {
      if (!assignment.digest().equals(wanted.digest())) {
        settled = false;
        failures = 0;
        notBeforeNanos = now;
        reason = NOT_LOADED;
      }
      wanted = assignment;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Key, Slot> slots = new TreeMap<>();
  private boolean closed;

  /** Replaces what is assigned. */
  void want(List<ModelAssignment> assignments) {
    long now = System.nanoTime();
    lock.lock();
    try {
      Set<Key> kept = new HashSet<>();
      for (ModelAssignment assignment : assignments) {
        Key key = Key.of(assignment);
        kept.add(key);
        slots.computeIfAbsent(key, _ -> new Slot(assignment, now)).want(assignment, now);
      }
      slots.keySet().retainAll(kept);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** This digest scores now. */
  void scores(AssetPath asset, String name, String digest) {
    lock.lock();
    try {
      Slot slot = slots.get(new Key(asset, name));
      if (slot != null) {
        slot.active = digest;
        slot.reason = digest.equals(slot.wanted.digest()) ? "" : slot.reason;
      }
    } finally {
      lock.unlock();
    }
  }

  List<ModelStatus> status() {
    lock.lock();
    try {
      return slots.values().stream()
          .map(s ->
              new ModelStatus(
                  s.wanted.asset(), s.wanted.name(), s.wanted.digest(), s.active, s.reason))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Digests of all that is assigned. */
  Set<String> digests() {
    Set<String> digests = new HashSet<>();
    lock.lock();
    try {
      slots.values().forEach(slot -> digests.add(slot.wanted.digest()));
    } finally {
      lock.unlock();
    }
    return digests;
  }

  /** Waits for the next that is neither settled nor held back; null when closed. */
  @Nullable ModelAssignment awaitDue() throws InterruptedException {
    lock.lock();
    try {
      while (!closed) {
        long now = System.nanoTime();
        long wait = Long.MAX_VALUE;
        for (Slot slot : slots.values()) {
          if (!slot.settled) {
            wait = Math.min(wait, slot.notBeforeNanos - now);
            if (slot.notBeforeNanos - now <= 0) {
              return slot.wanted;
            }
          }
        }
        if (!changed.await(Math.min(wait, TimeUnit.HOURS.toNanos(1)), TimeUnit.NANOSECONDS)) {
          LOG.trace("a retry is due");
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Not to be tried again while the assignment stays.
   *
   * @return false when something else is wanted by now
   */
  boolean settle(ModelAssignment wanted, String reason) {
    lock.lock();
    try {
      Slot slot = slots.get(Key.of(wanted));
      if (slot == null || !slot.wanted.equals(wanted)) {
        return false;
      }
      slot.settled = true;
      slot.reason = reason;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** To be tried again, each time after twice as long, up to a minute. */
  void retryLater(ModelAssignment wanted, String reason) {
    lock.lock();
    try {
      Slot slot = slots.get(Key.of(wanted));
      if (slot != null && slot.wanted.equals(wanted)) {
        long nanos = FIRST_RETRY.toNanos() << Math.min(slot.failures, MAX_DOUBLINGS);
        slot.notBeforeNanos = System.nanoTime() + Math.min(nanos, LAST_RETRY.toNanos());
        slot.failures++;
        slot.reason = reason + "; trying again";
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whoever waits is told. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}
