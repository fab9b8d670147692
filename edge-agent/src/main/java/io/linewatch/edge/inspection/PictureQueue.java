package io.linewatch.edge.inspection;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one worker, bounded by the bytes of the pictures: whoever has a picture too many
 * waits, which holds the broker or the folder back. Steps without bytes (a changeover, a deadline
 * that has passed) are bounded by their number and never wait.
 */
final class PictureQueue {
  static final int MAX_STEPS = 4_096;

  /** Something for the worker: a picture, or a step in its order. */
  sealed interface Task permits Shown, Step {}

  /** A picture. */
  record Shown(StationPicture picture) implements Task {}

  /** Runs on the worker's thread. */
  record Step(String station, Body body) implements Task {}

  /** What a step does for its station. */
  @FunctionalInterface
  interface Body {
    void run(Station station) throws InterruptedException;
  }

  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();
  private final ArrayDeque<Task> tasks = new ArrayDeque<>();
  private long bytes;
  private int steps;
  private boolean closed;

  PictureQueue(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Waits for room; one picture alone always has room.
   *
   * @return false when the worker has ended: the picture stays unacknowledged and comes again
   */
  boolean put(StationPicture picture) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && bytes > 0 && bytes + picture.bytes().length > maxBytes) {
        room.await();
      }
      return add(picture);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the place of what waits of the same station.
   *
   * @return what it has displaced, which is skipped; the picture itself when there is no room
   */
  @Nullable StationPicture replace(StationPicture picture) {
    lock.lock();
    try {
      StationPicture displaced = remove(picture.station());
      boolean fits = bytes == 0 || bytes + picture.bytes().length <= maxBytes;
      if (!fits || !add(picture)) {
        return picture;
      }
      return displaced;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable StationPicture remove(String station) {
    for (Iterator<Task> all = tasks.iterator(); all.hasNext(); ) {
      if (all.next() instanceof Shown shown && shown.picture().station().equals(station)) {
        all.remove();
        bytes -= shown.picture().bytes().length;
        return shown.picture();
      }
    }
    return null;
  }

  private boolean add(StationPicture picture) {
    if (closed) {
      return false;
    }
    tasks.add(new Shown(picture));
    bytes += picture.bytes().length;
    work.signal();
    return true;
  }

  /** False when there are too many steps, or the worker has ended. */
  boolean offer(Step step) {
    lock.lock();
    try {
      if (closed || steps >= MAX_STEPS) {
        return false;
      }
      tasks.add(step);
      steps++;
      work.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next task, or null when nothing came for as long, or the queue is closed and empty.
   *
   * @param nanos how long to wait at most
   */
  @Nullable Task take(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (tasks.isEmpty() && !closed && left > 0) {
        left = work.awaitNanos(left);
      }
      Task task = tasks.poll();
      if (task instanceof Shown shown) {
        bytes -= shown.picture().bytes().length;
        room.signalAll();
      } else if (task != null) {
        steps--;
      }
      return task;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more comes in; what is in stays to be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      room.signalAll();
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean ended() {
    lock.lock();
    try {
      return closed && tasks.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  int pictures() {
    lock.lock();
    try {
      return tasks.size() - steps;
    } finally {
      lock.unlock();
    }
  }
}
