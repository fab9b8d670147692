package io.linewatch.system.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Frame;
import io.linewatch.standalone.process.Monitored;
import io.linewatch.standalone.server.SiteServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.testcontainers.containers.GenericContainer;

/**
 * A server in a container of its own. Its data lies in the container, which is kept from the first
 * start to {@link #close()}; its log is copied beside the processes' logs whenever it ends.
 */
final class ContainerServer implements SiteServer {
  private static final Duration CALL = Duration.ofSeconds(40);
  private static final Duration CREATE = Duration.ofSeconds(90);
  private static final int STOP_SECONDS = 20;
  private static final int LAST_LINES = 12;

  private final String name;
  private final GenericContainer<?> container;
  private final DockerClient client;
  private final Path log;
  private final Answers answers;
  private volatile boolean created;
  private volatile boolean stopping;
  private volatile boolean paused;
  private boolean closed;

  /** When it counts as started. */
  interface Answers {
    void await(Monitored server) throws Exception;
  }

  ContainerServer(
      String name, GenericContainer<?> container, DockerEngine engine, Path log, Answers answers) {
    this.name = name;
    this.container = container;
    this.client = engine.client();
    this.log = log;
    this.answers = answers;
  }

  @Override
  public void start() throws Exception {
    if (!isAlive()) {
      launch();
      answers.await(this);
    }
  }

  private synchronized void launch() {
    if (closed) {
      throw new IllegalStateException(name + " is not started: the system is being ended");
    }
    stopping = false;
    if (created) {
      call("starting", CALL, () -> client.startContainerCmd(id()).exec());
    } else {
      call(
          "creating",
          CREATE,
          () -> {
            container.start();
            return null;
          });
      created = true;
    }
  }

  @Override
  public void stop() {
    stopping = true;
    if (!isAlive()) {
      return;
    }
    if (paused) {
      resume();
    }
    call(
        "stopping",
        CALL,
        () -> {
          try {
            return client.stopContainerCmd(id()).withTimeout(STOP_SECONDS).exec();
          } catch (NotModifiedException e) {
            // It ended by itself meanwhile.
            return null;
          }
        });
    saveLog();
  }

  @Override
  public void kill() {
    stopping = true;
    if (isAlive()) {
      call("killing", CALL, () -> client.killContainerCmd(id()).withSignal("KILL").exec());
      paused = false;
      awaitEnd();
      saveLog();
    }
  }

  /** The engine answers a kill before the container's state says so. */
  private void awaitEnd() {
    long deadline = System.nanoTime() + CALL.toNanos();
    while (isAlive()) {
      if (System.nanoTime() > deadline) {
        throw new EngineFailed(name + " outlives its kill");
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void pause() {
    call("pausing", CALL, () -> client.pauseContainerCmd(id()).exec());
    paused = true;
  }

  @Override
  public void resume() {
    call("resuming", CALL, () -> client.unpauseContainerCmd(id()).exec());
    paused = false;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (!created) {
      return;
    }
    stop();
    call(
        "removing",
        CALL,
        () -> {
          container.stop();
          return null;
        });
    created = false;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean isAlive() {
    return created && Boolean.TRUE.equals(state().getRunning());
  }

  @Override
  public boolean hasDied() {
    return created && !stopping && !isAlive();
  }

  @Override
  public String obituary() {
    if (!created) {
      return name + " was never started.";
    }
    List<String> lines = saveLog().lines().toList();
    String exit = isAlive() ? "is still running" : "ended with code " + state().getExitCodeLong();
    return name
        + " (container "
        + id()
        + ") "
        + exit
        + ". The end of its log ("
        + log
        + "):\n"
        + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** Copies what it has said so far. */
  void flushLog() {
    if (created) {
      saveLog();
    }
  }

  private String id() {
    return container.getContainerId();
  }

  private ContainerState state() {
    return call("asking for the state of", CALL, () -> client.inspectContainerCmd(id()).exec())
        .getState();
  }

  /** All that it has said since it was created, over all its starts. */
  private String saveLog() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    call(
        "reading the log of",
        CALL,
        () ->
            client
                .logContainerCmd(id())
                .withStdOut(true)
                .withStdErr(true)
                .exec(
                    new ResultCallback.Adapter<Frame>() {
                      @Override
                      public void onNext(Frame frame) {
                        said.writeBytes(frame.getPayload());
                      }
                    })
                .awaitCompletion(CALL.toSeconds(), TimeUnit.SECONDS));
    try {
      Files.write(log, said.toByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("the log of " + name + " cannot be kept: " + e, e);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  private <T> T call(String what, Duration atMost, Callable<T> task) {
    return DockerEngine.bounded(what + " " + name, atMost, task);
  }
}
