package io.linewatch.edge.intake;

import io.linewatch.edge.intake.Intake.Handler;
import io.linewatch.edge.signal.DeviceSamples;
import io.linewatch.edge.signal.Rejection;
import io.linewatch.edge.sparkplug.HostSession;
import io.linewatch.edge.sparkplug.SessionOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host application's session under one lock: messages come on the client's callback thread, time
 * on the connection's own. Nothing that waits for a network is done under it. Any thread.
 */
final class GuardedSession {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedSession.class);

  private final ReentrantLock lock = new ReentrantLock();
  // Under the lock.
  private final HostSession session;
  private final Set<String> toBeReborn = new LinkedHashSet<>();

  private final Runnable wake;
  private volatile Map<String, String> stale = Map.of();
  private volatile @Nullable Handler handler;

  /**
   * @param id of the connection
   * @param wake called when a node is to be asked for its birth; must not wait
   */
  GuardedSession(String id, Duration reorderTimeout, Runnable wake) {
    this.session = new HostSession(id, reorderTimeout, new Output());
    this.wake = wake;
  }

  void deliverTo(Handler taker) {
    handler = taker;
  }

  void take(String topic, byte[] payload, boolean retained, Instant now) {
    lock.lock();
    try {
      session.take(topic, payload, retained, now);
    } catch (RuntimeException defect) {
      // Thrown on, it would cost the connection.
      LOG.error("a message on {} could not be taken", topic, defect);
    } finally {
      lock.unlock();
    }
  }

  void disconnected(Instant now) {
    lock.lock();
    try {
      session.disconnected(now);
    } finally {
      lock.unlock();
    }
  }

  /**
   * One look at what time brings.
   *
   * @return nodes to be asked for their birth
   */
  List<String> turn(Instant now, SparkplugMeters meters) {
    lock.lock();
    try {
      session.tick(now);
      List<String> nodes = List.copyOf(toBeReborn);
      toBeReborn.clear();
      meters.hold(session);
      stale = Map.copyOf(session.stale());
      return nodes;
    } finally {
      lock.unlock();
    }
  }

  /** As of the last turn: topics of nodes and devices whose values are stale, with the reason. */
  Map<String, String> stale() {
    return stale;
  }

  /** Under the lock. */
  private final class Output implements SessionOutput {
    @Override
    public void samples(DeviceSamples samples) {
      Handler taker = handler;
      if (taker == null) {
        return;
      }
      try {
        taker.onSamples(samples);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void refused(Rejection rejection) {
      Handler taker = handler;
      if (taker != null) {
        taker.onRejected(rejection);
      }
    }

    @Override
    public void requestRebirth(String nodeKey) {
      toBeReborn.add(nodeKey);
      wake.run();
    }
  }
}
