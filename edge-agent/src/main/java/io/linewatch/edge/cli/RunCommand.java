package io.linewatch.edge.cli;

import io.linewatch.edge.EdgeAgent;
import io.linewatch.edge.config.EdgeConfigFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the agent until it is told to stop. */
@Command(name = "run", description = "Runs the agent until SIGTERM or Ctrl-C.")
final class RunCommand implements Callable<Integer> {
  private static final int STOP_DEADLINE_SECONDS = 30;

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "edge.yaml")
  private Path config;

  @Override
  public Integer call() throws InterruptedException {
    EdgeConfigFile.Result result = EdgeConfigFile.read(config);
    if (result.loaded() == null) {
      CheckCommand.print(config, result);
      return LinewatchEdge.EXIT_CONFIG;
    }
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(asked, done), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (EdgeAgent agent =
        EdgeAgent.start(result.loaded(), AgentVersion.current(), InstantSource.system())) {
      System.out.println(
          "linewatch-edge runs, status on http://127.0.0.1:" + agent.statusPort() + "/");
      asked.await();
    } catch (IOException e) {
      System.err.println("linewatch-edge cannot start: " + e.getMessage());
      return 1;
    } finally {
      done.countDown();
    }
    return 0;
  }

  /** The JVM ends when its hooks do, so this one waits for the staged stop, but not for ever. */
  private static void stop(CountDownLatch asked, CountDownLatch done) {
    asked.countDown();
    try {
      if (!done.await(STOP_DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("linewatch-edge did not stop in time; it is ended as it is");
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
