package io.linewatch.standalone;

import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.process.Teardown;
import io.linewatch.standalone.replay.Replay;
import io.linewatch.standalone.server.Programs;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code linewatch-standalone}: the supervisor that {@code deploy/demo.sh} starts. */
@Command(
    name = "linewatch-standalone",
    mixinStandardHelpOptions = true,
    description = "Linewatch on one machine: servers, programs, and a simulated line.")
public final class LinewatchStandalone implements Callable<Integer> {
  private static final int FAILED = 1;

  @Option(names = "--smoke", description = "walk through the product without a person, then end")
  private boolean smoke;

  @Option(names = "--fresh", description = "start from an empty state")
  private boolean fresh;

  @Option(names = "--state", required = true, description = "folder for all state and logs")
  private Path state;

  @Option(names = "--repository", required = true, description = "the built source tree")
  private Path repository;

  @Option(names = "--seed", description = "draws the fault and the noise; random when left out")
  private @Nullable Long seed;

  @Option(
      names = "--replay",
      arity = "1..*",
      description = "CSV recordings to judge instead of the simulated line")
  private @Nullable List<Path> replay;

  @Option(names = "--rows", description = "rows at the start that a model is fitted on")
  private int rows = Replay.DEFAULT_FIT_ROWS;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LinewatchStandalone()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    long drawn = seed == null ? System.nanoTime() & 0xFFFF_FFFFL : seed;
    System.out.println("Seed " + drawn + "; the same seed gives the same line and fault.");
    Teardown teardown = new Teardown();
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("stop").unstarted(() -> end(stop, teardown, ended)));
    try (StateFolder folder = StateFolder.open(state.toAbsolutePath().normalize(), fresh)) {
      try {
        return run(
            new Programs(repository.toAbsolutePath().normalize()), folder, drawn, teardown, stop);
      } finally {
        teardown.close();
        folder.records().clear();
      }
    } catch (StartFailed e) {
      System.out.println();
      System.err.println(e.getMessage());
      return FAILED;
    } finally {
      ended.countDown();
    }
  }

  private int run(
      Programs programs, StateFolder folder, long drawn, Teardown teardown, CountDownLatch stop)
      throws Exception {
    InstantSource clock = InstantSource.system();
    if (replay != null) {
      return new Replay(programs, folder, teardown, rows).run(replay);
    }
    Demo demo = new Demo(new Demo.Settings(programs, drawn), folder, teardown, clock);
    return smoke ? demo.smoke() : demo.run(stop);
  }

  /** On Ctrl-C: whatever runs is ended in order, and the program waits for that. */
  private static void end(CountDownLatch stop, Teardown teardown, CountDownLatch ended) {
    stop.countDown();
    teardown.close();
    try {
      if (!ended.await(30, TimeUnit.SECONDS)) {
        System.err.println("The demo did not end within 30 s.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
