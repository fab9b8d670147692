package io.linewatch.edge.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Messages that came and are not acknowledged yet, in the order in which they came. MQTT wants
 * acknowledgements in that order, lanes and outbox finish in another: so the longest finished
 * prefix leaves.
 *
 * <p>A session is one connect: message ids mean something in their own session only. What a
 * receiver thread of an earlier one still brings is not taken, for it comes again in the present
 * one.
 *
 * <p>Threads: whoever connects begins a session, the connection's receiver accepts, whoever is done
 * finishes (a lane or the outbox), and the connection's ack thread takes. All state is under one
 * lock, held for a few steps only.
 */
final class AckLedger {

  /** One message. */
  final class Entry implements InboundMessage.Receipt {
    private final int messageId;
    private final long ofSession;
    private boolean finished;

    private Entry(int messageId, long ofSession) {
      this.messageId = messageId;
      this.ofSession = ofSession;
    }

    @Override
    public void finish() {
      AckLedger.this.finish(this);
    }
  }

  /**
   * @param session in which they came
   * @param ids in the order in which they must be acknowledged
   */
  record Finished(long session, List<Integer> ids) {}

  private final int bound;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition headFinished = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long session;
  private boolean closed;

  /**
   * @param bound how many may be open; {@link #accept} waits beyond it
   */
  AckLedger(int bound) {
    this.bound = bound;
  }

  /**
   * Begins a session, before it connects: what was open will come again, perhaps under another id,
   * and must not be acknowledged under the old one.
   */
  long begin() {
    lock.lock();
    try {
      session++;
      entries.clear();
      room.signalAll();
      return session;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next message in the order of arrival. Waits while the bound is reached.
   *
   * @return null when its session is over
   */
  @Nullable Entry accept(long ofSession, int messageId) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (entries.size() >= bound && !closed && session == ofSession) {
        room.await();
      }
      if (session != ofSession) {
        return null;
      }
      Entry entry = new Entry(messageId, ofSession);
      entries.addLast(entry);
      return entry;
    } finally {
      lock.unlock();
    }
  }

  private void finish(Entry entry) {
    lock.lock();
    try {
      entry.finished = true;
      if (entry.ofSession == session && entries.peekFirst() == entry) {
        headFinished.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the longest finished prefix. Waits for one; empty when the patience ended or the ledger
   * was closed.
   */
  Finished takeFinished(long patience, TimeUnit unit) throws InterruptedException {
    long nanos = unit.toNanos(patience);
    lock.lockInterruptibly();
    try {
      while (!headIsFinished()) {
        if (nanos <= 0 || closed) {
          return new Finished(session, List.of());
        }
        nanos = headFinished.awaitNanos(nanos);
      }
      List<Integer> ids = new ArrayList<>();
      while (headIsFinished()) {
        ids.add(entries.removeFirst().messageId);
      }
      room.signalAll();
      return new Finished(session, ids);
    } finally {
      lock.unlock();
    }
  }

  private boolean headIsFinished() {
    Entry head = entries.peekFirst();
    return head != null && head.finished;
  }

  /** Whether it is the present one. */
  boolean isPresent(long which) {
    lock.lock();
    try {
      return session == which;
    } finally {
      lock.unlock();
    }
  }

  /** Nobody waits here any more; what is finished can still be taken. */
  void close() {
    lock.lock();
    try {
      closed = true;
      headFinished.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return entries.size();
    } finally {
      lock.unlock();
    }
  }
}
