package io.linewatch.edge.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages that came and are not acknowledged yet, in the order in which they came. MQTT wants
 * acknowledgements in that order, lanes and outbox finish in another: so the longest finished
 * prefix leaves.
 *
 * <p>Three threads meet here, each at its own method: the connection's callback accepts, whoever is
 * done finishes (a lane or the outbox), and the connection's ack thread takes. All state is under
 * one lock, held for a few steps only.
 */
final class AckLedger {

  /** One message. */
  final class Entry implements InboundMessage.Receipt {
    private final int messageId;
    private boolean finished;
    private boolean dropped;

    private Entry(int messageId) {
      this.messageId = messageId;
    }

    @Override
    public void finish() {
      AckLedger.this.finish(this);
    }
  }

  private final int bound;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition headFinished = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Deque<Entry> entries = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param bound how many may be open; {@link #accept} waits beyond it
   */
  AckLedger(int bound) {
    this.bound = bound;
  }

  /** The next message in the order of arrival. Waits while the bound is reached. */
  Entry accept(int messageId) throws InterruptedException {
    Entry entry = new Entry(messageId);
    lock.lockInterruptibly();
    try {
      while (entries.size() >= bound && !closed) {
        room.await();
      }
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
      if (!entry.dropped && entries.peekFirst() == entry) {
        headFinished.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the longest finished prefix: message ids in the order in which they must be acknowledged.
   * Waits for one; empty when the patience ended or the ledger was closed.
   */
  List<Integer> takeFinished(long patience, TimeUnit unit) throws InterruptedException {
    long nanos = unit.toNanos(patience);
    lock.lockInterruptibly();
    try {
      while (!headIsFinished()) {
        if (nanos <= 0 || closed) {
          return List.of();
        }
        nanos = headFinished.awaitNanos(nanos);
      }
      List<Integer> ids = new ArrayList<>();
      while (headIsFinished()) {
        ids.add(entries.removeFirst().messageId);
      }
      room.signalAll();
      return ids;
    } finally {
      lock.unlock();
    }
  }

  private boolean headIsFinished() {
    Entry head = entries.peekFirst();
    return head != null && head.finished;
  }

  /**
   * The connection is gone: what was open will come again, perhaps under another id, and must not
   * be acknowledged under the old one.
   */
  void drop() {
    lock.lock();
    try {
      entries.forEach(entry -> entry.dropped = true);
      entries.clear();
      room.signalAll();
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
