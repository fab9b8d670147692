package io.linewatch.edge.pipeline;

import io.linewatch.edge.signal.Shedding;
import io.micrometer.core.instrument.Gauge;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one lane: any thread hands over, the lane's thread takes. Bounded by tasks and by
 * the readings in them, so that neither many messages nor large ones fill the memory.
 *
 * <p>The lane is woken only when it sleeps; after a batch it pauses for a moment instead, so that
 * under load many messages share one wake-up.
 */
final class LaneQueue {
  static final int MAX_TASKS = 4_096;
  static final int MAX_READINGS = 65_536;
  static final int MAX_BATCH = 512;

  private static final long FULL_LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
  private static final long OFFER_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** A batch of at least so many shows that more than enough comes: no pause. */
  private static final int BUSY_BATCH = 128;

  /** Assets by hash; two that share a place share its bound. */
  private static final int SHARE_BITS = 10;

  /** Once the queue is half full, no asset at QoS 0 may have more than this of it. */
  static final int MAX_SHARE = MAX_TASKS / 8;

  private final MpscAtomicArrayQueue<LaneTask> tasks = new MpscAtomicArrayQueue<>(MAX_TASKS);
  private final AtomicInteger readings = new AtomicInteger();
  private final AtomicIntegerArray shares = new AtomicIntegerArray(1 << SHARE_BITS);

  private final Overflow overflow;

  private volatile boolean sleeping;
  private volatile boolean ended;
  private volatile boolean full;
  private volatile @Nullable Thread taker;

  LaneQueue(int lane, PipelineMetrics metrics) {
    overflow =
        new Overflow(
            task -> metrics.shed.shed(task.message(), ShedLog.Cause.OLDEST),
            task -> metrics.shed.shed(task.message(), ShedLog.Cause.THIN));
    String number = Integer.toString(lane);
    Gauge.builder("linewatch.edge.lane.overflow", overflow, Overflow::messages)
        .description("messages that wait beside a full lane; the bound is " + MAX_TASKS)
        .tag("lane", number)
        .register(metrics.registry);
    Gauge.builder("linewatch.edge.lane.queue", tasks, MpscAtomicArrayQueue::size)
        .description("messages that wait for their lane; its bound is " + MAX_TASKS)
        .tag("lane", number)
        .register(metrics.registry);
    Gauge.builder("linewatch.edge.lane.queue.readings", readings, AtomicInteger::get)
        .description("readings that wait for their lane; the bound is " + MAX_READINGS)
        .tag("lane", number)
        .register(metrics.registry);
  }

  /** Waits while the queue is full. Any thread. False when the lane has ended. */
  boolean put(LaneTask task) throws InterruptedException {
    while (!ended) {
      if (tryAdd(task)) {
        return true;
      }
      pause();
    }
    return false;
  }

  /**
   * Hands over without holding the caller for long: while the queue stays full, or the asset has
   * more than its share of it, not at all. False when it was not taken.
   */
  boolean offer(LaneTask.Measured task) throws InterruptedException {
    int share = share(task);
    if (overflow.holds(share)) {
      return false;
    }
    if (tasks.size() > MAX_TASKS / 2 && shares.get(share) >= MAX_SHARE) {
      return false;
    }
    long patience = full ? 0 : OFFER_PATIENCE_NANOS;
    long began = System.nanoTime();
    while (!ended) {
      if (tryAdd(task)) {
        full = false;
        return true;
      }
      if (System.nanoTime() - began >= patience) {
        full = true;
        return false;
      }
      pause();
    }
    return false;
  }

  /**
   * Takes what {@link #offer} did not take, beside the queue, where it or others of its asset give
   * way; behind all of the asset that is in the queue. False when the lane has ended.
   */
  boolean giveWay(LaneTask.Measured task, Shedding choice) {
    if (ended) {
      return false;
    }
    overflow.add(share(task), task, choice);
    wake();
    return true;
  }

  private static void pause() throws InterruptedException {
    LockSupport.parkNanos(FULL_LOOK_NANOS);
    if (Thread.interrupted()) {
      throw new InterruptedException("while a lane was full");
    }
  }

  private boolean tryAdd(LaneTask task) {
    int weight = weight(task);
    int waiting = readings.getAndAdd(weight);
    // One message may be larger than the bound; alone it passes.
    if ((waiting > 0 && waiting + weight > MAX_READINGS) || !tasks.offer(task)) {
      readings.getAndAdd(-weight);
      return false;
    }
    if (task instanceof LaneTask.Measured measured) {
      shares.getAndIncrement(share(measured));
    }
    wake();
    return true;
  }

  private void wake() {
    // Between the task and the look at the sleeper, as between its word and its look at the tasks.
    VarHandle.fullFence();
    if (sleeping) {
      sleeping = false;
      LockSupport.unpark(taker);
    }
  }

  private static int weight(LaneTask task) {
    return task instanceof LaneTask.Measured measured ? measured.message().readings().size() : 0;
  }

  /** The asset's place among the shares. */
  static int share(LaneTask.Measured task) {
    // Fibonacci hashing (Knuth, TAOCP 3, 6.4): names that differ in one letter lie far apart.
    return (task.assetHash() * 0x9E37_79B9) >>> (Integer.SIZE - SHARE_BITS);
  }

  boolean isEmpty() {
    return tasks.isEmpty() && overflow.isEmpty();
  }

  /**
   * Takes what is there, waiting for a while when nothing is. Lane thread.
   *
   * @param batch gets the tasks, in order; its size tells whether the last batch was a busy one
   */
  void take(List<LaneTask> batch) throws InterruptedException {
    boolean gather = !batch.isEmpty() && batch.size() < BUSY_BATCH;
    batch.clear();
    if (gather) {
      LockSupport.parkNanos(GATHER_NANOS);
    }
    drain(batch);
    if (batch.isEmpty()) {
      sleep();
      drain(batch);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("the lane is forced to end");
    }
  }

  private void sleep() {
    taker = Thread.currentThread();
    sleeping = true;
    VarHandle.fullFence();
    if (isEmpty()) {
      LockSupport.parkNanos(SLEEP_NANOS);
    }
    sleeping = false;
  }

  private void drain(List<LaneTask> batch) {
    MessagePassingQueue.Consumer<LaneTask> taking = batch::add;
    tasks.drain(taking, MAX_BATCH);
    int taken = 0;
    for (LaneTask task : batch) {
      taken += weight(task);
      if (task instanceof LaneTask.Measured measured) {
        shares.getAndDecrement(share(measured));
      }
    }
    readings.getAndAdd(-taken);
    if (!overflow.isEmpty()) {
      overflow.dropStale(batch);
      overflow.drainTo(batch, place -> shares.get(place) == 0, 2 * MAX_BATCH);
    }
  }

  /** Nothing more is taken in. */
  void end() {
    ended = true;
  }
}
