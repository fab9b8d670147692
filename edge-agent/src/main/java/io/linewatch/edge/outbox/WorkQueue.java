package io.linewatch.edge.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hand-over to the outbox's thread: a bounded queue of submissions, and requests that are served
 * even while submissions have to wait (a full outbox is emptied by requests).
 */
final class WorkQueue {
  private final int maxSubmissions;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition work = lock.newCondition();
  private final ArrayDeque<Submission> submissions = new ArrayDeque<>();
  private final ArrayDeque<Request<?>> requests = new ArrayDeque<>();
  private long bytes;
  private boolean closed;
  private @Nullable Throwable failure;

  WorkQueue(int maxSubmissions, long maxBytes) {
    this.maxSubmissions = maxSubmissions;
    this.maxBytes = maxBytes;
  }

  /** What one turn of the outbox's thread has to do. */
  record Turn(List<Request<?>> requests, List<Submission> submissions, boolean closed) {}

  /** Blocks while the queue is full. */
  void put(Submission submission) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (open() && !hasRoom()) {
        room.await();
      }
      add(submission);
    } finally {
      lock.unlock();
    }
  }

  /** Gives up at once when the queue is full. */
  boolean offer(Submission submission) {
    lock.lock();
    try {
      if (!open() || !hasRoom()) {
        return false;
      }
      add(submission);
      return true;
    } finally {
      lock.unlock();
    }
  }

  void put(Request<?> request) {
    lock.lock();
    try {
      requireOpen();
      requests.add(request);
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for something to do.
   *
   * @param accepting whether submissions may be taken now
   * @param lingerNanos how long to wait for more submissions once there is one
   * @param idleNanos how long to wait for anything
   */
  Turn take(boolean accepting, long lingerNanos, long idleNanos) throws InterruptedException {
    lock.lock();
    try {
      long left = idleNanos;
      while (left > 0 && !closed && requests.isEmpty() && (!accepting || submissions.isEmpty())) {
        left = work.awaitNanos(left);
      }
      boolean take = accepting || closed;
      if (take && !submissions.isEmpty() && requests.isEmpty()) {
        linger(lingerNanos);
      }
      List<Request<?>> takenRequests = new ArrayList<>(requests);
      requests.clear();
      List<Submission> taken = new ArrayList<>();
      if (take) {
        taken.addAll(submissions);
        submissions.clear();
        bytes = 0;
        room.signalAll();
      }
      return new Turn(takenRequests, taken, closed);
    } finally {
      lock.unlock();
    }
  }

  private void linger(long nanos) throws InterruptedException {
    long left = nanos;
    while (left > 0 && !closed && hasRoom()) {
      left = work.awaitNanos(left);
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

  /** Ends everything that waits, with the reason. */
  void fail(Throwable reason) {
    lock.lock();
    try {
      failure = reason;
      closed = true;
      submissions.clear();
      requests.forEach(request -> request.result().completeExceptionally(reason));
      requests.clear();
      room.signalAll();
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  long waitingBytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  int waiting() {
    lock.lock();
    try {
      return submissions.size();
    } finally {
      lock.unlock();
    }
  }

  private void add(Submission submission) {
    requireOpen();
    submissions.add(submission);
    bytes += submission.heapBytes();
    work.signal();
  }

  private boolean hasRoom() {
    return submissions.size() < maxSubmissions && bytes < maxBytes;
  }

  private boolean open() {
    return !closed;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          failure == null ? "the outbox is closed" : "the outbox failed: " + failure.getMessage(),
          failure);
    }
  }

  static long nanos(java.time.Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration);
  }
}
