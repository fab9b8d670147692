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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets assigned models ready on a thread of its own, so that what scores goes on scoring: pull,
 * verify, warm, golden samples, and only then hand over. A refused package is not tried again until
 * the assignment changes; a store that is away is asked again with back-off.
 *
 * <p>{@code assigned} is everybody's; {@code loaded} belongs to the loader's thread.
 */
public final class ModelLoader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);

  /** Told on the loader's thread. May block. */
  public interface Listener {
    /** The model may score. It is held for the listener, who must release it. */
    void ready(ModelAssignment assignment, LoadedModel model) throws InterruptedException;

    void refused(ModelAssignment assignment, String reason) throws InterruptedException;
  }

  private final ModelSource source;
  private final Path stateDir;
  private final Listener listener;
  private final AssignedModels assigned = new AssignedModels();
  private final Map<String, LoadedModel> loaded = new HashMap<>();
  private final Thread thread;

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
    assigned.want(assignments);
  }

  /** The lane says what scores now. */
  public void scores(AssetPath asset, String name, String digest) {
    assigned.scores(asset, name, digest);
  }

  public List<ModelStatus> status() {
    return assigned.status();
  }

  private void run() {
    try {
      while (true) {
        ModelAssignment next = assigned.awaitDue();
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

  private void load(ModelAssignment wanted) throws InterruptedException {
    try {
      LoadedModel model = loaded.get(wanted.digest());
      if (model == null) {
        model = open(wanted);
        loaded.put(wanted.digest(), model);
      }
      if (assigned.settle(wanted, "its window is filling")) {
        listener.ready(wanted, model.retain());
      }
    } catch (ModelRefused refused) {
      String reason = String.valueOf(refused.getMessage());
      LOG.warn("model {} of {} refused: {}", wanted.name(), wanted.asset(), reason);
      if (assigned.settle(wanted, reason)) {
        listener.refused(wanted, reason);
      }
    } catch (IOException away) {
      assigned.retryLater(wanted, String.valueOf(away.getMessage()));
    } catch (RuntimeException | LinkageError unexpected) {
      LOG.error("model {} of {} could not be loaded", wanted.name(), wanted.asset(), unexpected);
      assigned.retryLater(wanted, "unexpected: " + unexpected);
    }
  }

  private LoadedModel open(ModelAssignment wanted) throws ModelRefused, IOException {
    ModelPackage pulled = source.pull(wanted.name(), wanted.digest());
    if (!pulled.digest().equals(wanted.digest())) {
      throw new ModelRefused("the source gave " + pulled.digest() + " for " + wanted.digest());
    }
    return LoadedModel.open(pulled, stateDir);
  }

  private void forgetUnwanted() {
    Set<String> wanted = assigned.digests();
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
    assigned.close();
    try {
      if (thread.isAlive() && !thread.join(Duration.ofSeconds(2))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
