package io.linewatch.edge.inference;

import io.linewatch.domain.desired.DesiredState.ModelAssignment;
import io.linewatch.domain.desired.GatewayStatus.ModelStatus;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.model.format.ModelPackage;
import io.linewatch.model.format.ModelRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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
 * Gets assigned models ready on a thread of its own, so that what scores goes on scoring: pull,
 * verify, warm, golden samples, and only then hand over. A refused package is not tried again until
 * the assignment changes; a store that is away is asked again with back-off.
 *
 * <p>The fields under {@code lock} are everybody's; {@code loaded} belongs to the loader's thread.
 */
public final class ModelLoader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(60);

  /** Told on the loader's thread. May block. */
  public interface Listener {
    /** The model may score. It is held for the listener, who must release it. */
    void ready(ModelAssignment assignment, LoadedModel model) throws InterruptedException;

    void refused(ModelAssignment assignment, String reason) throws InterruptedException;
  }

  private record Key(AssetPath asset, String name) implements Comparable<Key> {
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
    String reason = "not loaded yet";
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
        reason = "not loaded yet";
      }
      wanted = assignment;
    }
  }

  private final ModelSource source;
  private final Path stateDir;
  private final Listener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Key, Slot> slots = new TreeMap<>();
  private final Map<String, LoadedModel> loaded = new HashMap<>();
  private final Thread thread;
  private boolean closed;

  public ModelLoader(ModelSource source, Path stateDir, Listener listener) {
    this.source = source;
    this.stateDir = stateDir;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name("model-loader").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Replaces what is assigned. Returns at once. Any thread. */
  public void want(List<ModelAssignment> assignments) {
    long now = System.nanoTime();
    lock.lock();
    try {
      Set<Key> kept = new HashSet<>();
      for (ModelAssignment assignment : assignments) {
        Key key = new Key(assignment.asset(), assignment.name());
        kept.add(key);
        slots.computeIfAbsent(key, _ -> new Slot(assignment, now)).want(assignment, now);
      }
      slots.keySet().retainAll(kept);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The lane says what scores now. */
  public void scores(AssetPath asset, String name, String digest) {
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

  public List<ModelStatus> status() {
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

  private void run() {
    try {
      while (true) {
        ModelAssignment next = awaitDue();
        if (next == null) {
          return;
        }
        load(next);
        forgetUnwanted();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      loaded.values().forEach(LoadedModel::release);
      loaded.clear();
    }
  }

  /** Null when closed. */
  private @Nullable ModelAssignment awaitDue() throws InterruptedException {
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

  private void load(ModelAssignment wanted) throws InterruptedException {
    try {
      LoadedModel model = loaded.get(wanted.digest());
      if (model == null) {
        model = open(wanted);
        loaded.put(wanted.digest(), model);
      }
      if (settle(wanted, "its window is filling")) {
        listener.ready(wanted, model.retain());
      }
    } catch (ModelRefused refused) {
      String reason = String.valueOf(refused.getMessage());
      LOG.warn("model {} of {} refused: {}", wanted.name(), wanted.asset(), reason);
      if (settle(wanted, reason)) {
        listener.refused(wanted, reason);
      }
    } catch (IOException away) {
      retryLater(wanted, String.valueOf(away.getMessage()));
    } catch (RuntimeException | LinkageError unexpected) {
      LOG.error("model {} of {} could not be loaded", wanted.name(), wanted.asset(), unexpected);
      retryLater(wanted, "unexpected: " + unexpected);
    }
  }

  private LoadedModel open(ModelAssignment wanted) throws ModelRefused, IOException {
    ModelPackage pulled = source.pull(wanted.name(), wanted.digest());
    if (!pulled.digest().equals(wanted.digest())) {
      throw new ModelRefused("the source gave " + pulled.digest() + " for " + wanted.digest());
    }
    return LoadedModel.open(pulled, stateDir);
  }

  /** False when something else is wanted by now. */
  private boolean settle(ModelAssignment wanted, String reason) {
    lock.lock();
    try {
      Slot slot = slots.get(new Key(wanted.asset(), wanted.name()));
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

  private void retryLater(ModelAssignment wanted, String reason) {
    lock.lock();
    try {
      Slot slot = slots.get(new Key(wanted.asset(), wanted.name()));
      if (slot != null && slot.wanted.equals(wanted)) {
        long nanos = FIRST_RETRY.toNanos() << Math.min(slot.failures, 6);
        slot.notBeforeNanos = System.nanoTime() + Math.min(nanos, LAST_RETRY.toNanos());
        slot.failures++;
        slot.reason = reason + "; trying again";
      }
    } finally {
      lock.unlock();
    }
  }

  private void forgetUnwanted() {
    Set<String> wanted = new HashSet<>();
    lock.lock();
    try {
      slots.values().forEach(slot -> wanted.add(slot.wanted.digest()));
    } finally {
      lock.unlock();
    }
    loaded
        .entrySet()
        .removeIf(entry -> {
          boolean unwanted = !wanted.contains(entry.getKey());
          if (unwanted) {
            entry.getValue().release();
          }
          return unwanted;
        });
  }

  /** Stops after the load at hand. Bounded. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    try {
      if (thread.isAlive() && !thread.join(Duration.ofSeconds(2))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
