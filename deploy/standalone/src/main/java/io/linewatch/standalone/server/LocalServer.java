package io.linewatch.standalone.server;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.StartFailed;
import org.jspecify.annotations.Nullable;

/** A server or program as a process of this machine. */
public final class LocalServer implements SiteServer {
  private final String name;
  private final Recipe recipe;
  private volatile @Nullable ChildProcess child;
  private boolean closed;

  /** How it comes to run. */
  public interface Recipe {
    /** Starts the process and does not wait for it. */
    ChildProcess launch() throws Exception;

    /** Waits, bounded, until it answers. */
    void awaitReady(ChildProcess child) throws Exception;
  }

  public LocalServer(String name, Recipe recipe) {
    this.name = name;
    this.recipe = recipe;
  }

  @Override
  public void start() throws Exception {
    if (!isAlive()) {
      recipe.awaitReady(launch());
    }
  }

  private synchronized ChildProcess launch() throws Exception {
    if (closed) {
      throw new StartFailed(name + " is not started: the system is being ended");
    }
    ChildProcess launched = recipe.launch();
    child = launched;
    return launched;
  }

  @Override
  public void stop() {
    ChildProcess running = child;
    if (running != null) {
      running.stop();
    }
  }

  @Override
  public void kill() throws InterruptedException {
    running().kill();
  }

  @Override
  public void pause() throws InterruptedException {
    running().pause();
  }

  @Override
  public void resume() throws InterruptedException {
    running().resume();
  }

  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Process id of the one that runs now; after a start it is another one.
   *
   * @throws IllegalStateException when it was never started
   */
  public long pid() {
    return running().pid();
  }

  @Override
  public boolean isAlive() {
    ChildProcess running = child;
    return running != null && running.isAlive();
  }

  @Override
  public boolean hasDied() {
    ChildProcess running = child;
    return running != null && running.hasDied();
  }

  @Override
  public String obituary() {
    ChildProcess running = child;
    return running == null ? name + " was never started." : running.obituary();
  }

  private ChildProcess running() {
    ChildProcess running = child;
    if (running == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return running;
  }
}
