package io.linewatch.edge.inference;

import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.visual.VisualPackage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets visual models ready on thread {@code visual-models}: pull, verify, golden picture. All that
 * recipes name are kept loaded, so that a changeover waits for nothing. A refused package is not
 * tried again until what is wanted changes; a store that is away is asked again.
 */
public final class VisualModels implements PictureModels {
  private static final Logger LOG = LoggerFactory.getLogger(VisualModels.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(60);
  private static final long FOR_EVER_NANOS = Duration.ofDays(365).toNanos();

  /** Where packages come from: {@code ModelClient::pullVisual}, or a test's own. */
  @FunctionalInterface
  public interface Source {
    /**
     * Blocking; the loader's thread alone calls it.
     *
     * @throws ModelRefused when the package must not be used; trying again does not help
     * @throws IOException when the store is away; trying again may help
     */
    VisualPackage pull(String name, String digest) throws IOException, ModelRefused;
  }

  private final Source source;
  private final Path stateDir;
  private final Thread thread;
  private final Map<Wanted, LoadedVisualModel> loaded = new ConcurrentHashMap<>();
  private final Map<Wanted, String> problems = new ConcurrentHashMap<>();

  // Under this object's lock.
  private Set<Wanted> wanted = Set.of();
  private boolean changed;
  private boolean closed;

  public VisualModels(Source source, Path stateDir, MeterRegistry metrics) {
    this.source = source;
    this.stateDir = stateDir;
    Gauge.builder("linewatch.inspection.models.missing", this, VisualModels::missing)
        .description(
            "models that recipes name and that are not loaded: their parts are not inspected")
        .register(metrics);
    this.thread = Thread.ofPlatform().name("visual-models").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  @Override
  public synchronized void want(Set<Wanted> all) {
    wanted = Set.copyOf(all);
    changed = true;
    notifyAll();
  }

  private synchronized int missing() {
    return (int) wanted.stream().filter(model -> !loaded.containsKey(model)).count();
  }

  @Override
  public @Nullable PictureScorer scorer(Wanted model) {
    return loaded.get(model);
  }

  @Override
  public String problem(Wanted model) {
    return "model '"
        + model.name()
        + "' "
        + problems.getOrDefault(model, "is being loaded: wait a moment.");
  }

  private void run() {
    Duration retry = FIRST_RETRY;
    Set<Wanted> refused = new HashSet<>();
    try {
      while (true) {
        Set<Wanted> now;
        synchronized (this) {
          if (changed) {
            refused.clear();
            retry = FIRST_RETRY;
          }
          changed = false;
          if (closed) {
            return;
          }
          now = wanted;
        }
        boolean all = loadAll(now, refused);
        retry = await(all ? null : retry);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      loaded.values().forEach(LoadedVisualModel::close);
      loaded.clear();
    }
  }

  /** Waits for a change, or for the next try; says how long to wait after that. */
  private synchronized Duration await(@Nullable Duration most) throws InterruptedException {
    long end = System.nanoTime() + (most == null ? FOR_EVER_NANOS : most.toNanos());
    long left = end - System.nanoTime();
    while (!changed && !closed && left > 0) {
      wait(left / 1_000_000 + 1);
      left = end - System.nanoTime();
    }
    if (most == null) {
      return FIRST_RETRY;
    }
    Duration doubled = most.multipliedBy(2);
    return doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
  }

  /** Whether nothing is left to be tried again. */
  private boolean loadAll(Set<Wanted> now, Set<Wanted> refused) {
    Map<Wanted, LoadedVisualModel> unwanted = new HashMap<>(loaded);
    unwanted.keySet().removeAll(now);
    unwanted.forEach((model, old) -> {
      loaded.remove(model);
      old.close();
    });
    boolean all = true;
    for (Wanted model : now) {
      if (!loaded.containsKey(model) && !refused.contains(model)) {
        all &= load(model, refused);
      }
    }
    return all;
  }

  private boolean load(Wanted model, Set<Wanted> refused) {
    try {
      VisualPackage pulled = source.pull(model.name(), model.digest());
      if (!pulled.digest().equals(model.digest())) {
        throw new ModelRefused("the source gave " + pulled.digest());
      }
      loaded.put(model, LoadedVisualModel.open(pulled, stateDir));
      problems.remove(model);
      LOG.info("visual model {} is loaded", model.name());
      return true;
    } catch (ModelRefused e) {
      LOG.warn("visual model {} is refused: {}", model.name(), e.getMessage());
      problems.put(model, "is refused: " + e.getMessage() + ". Name another package.");
      refused.add(model);
      return true;
    } catch (IOException away) {
      problems.put(model, "is not loaded yet: " + away.getMessage() + ". It is tried again.");
      return false;
    } catch (RuntimeException | LinkageError unexpected) {
      LOG.error("visual model {} could not be loaded", model.name(), unexpected);
      problems.put(model, "could not be loaded: " + unexpected + ". It is tried again.");
      return false;
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
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
