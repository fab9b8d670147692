package io.linewatch.bench.system;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.FreePorts;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.process.Steps;
import io.linewatch.standalone.process.Teardown;
import io.linewatch.standalone.server.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The folder, ports and processes of one bench; closing it ends all it started, last first. One
 * thread.
 */
public final class BenchSystem implements AutoCloseable {
  private static final String REPOSITORY = "LINEWATCH_REPOSITORY";

  /** Another folder than {@code .linewatch/bench}, for runs beside each other. */
  private static final String STATE = "LINEWATCH_BENCH_STATE";

  private final StateFolder state;
  private final Programs programs;
  private final Steps steps = new Steps(System.out);
  private final Teardown teardown = new Teardown();
  private final FreePorts ports = new FreePorts();
  private final Thread onInterrupt = new Thread(teardown::close, "bench-teardown");

  private BenchSystem(StateFolder state, Programs programs) {
    this.state = state;
    this.programs = programs;
    // Ctrl-C: the children are in sessions of their own and would stay.
    Runtime.getRuntime().addShutdownHook(onInterrupt);
  }

  /**
   * Opens {@code .linewatch/bench/NAME}, empty, in the repository.
   *
   * @throws StartFailed when another run of this bench has it, or the repository is not named
   */
  public static BenchSystem open(String name) throws IOException {
    Path repository = repository();
    String given = System.getenv(STATE);
    Path state = given == null ? repository.resolve(".linewatch").resolve("bench") : Path.of(given);
    return open(state.resolve(name), repository);
  }

  public static BenchSystem open(Path folder, Path repository) throws IOException {
    return new BenchSystem(StateFolder.open(folder, true), new Programs(repository));
  }

  /** Where the built source tree lies. */
  public static Path repository() {
    String repository = System.getenv(REPOSITORY);
    if (repository == null) {
      throw new StartFailed(REPOSITORY + " names no folder; start benches by deploy/bench.sh");
    }
    return Path.of(repository);
  }

  public StateFolder state() {
    return state;
  }

  public Path folder() {
    return state.root();
  }

  public Programs programs() {
    return programs;
  }

  public Steps steps() {
    return steps;
  }

  public Teardown teardown() {
    return teardown;
  }

  public int freePort() {
    return ports.any();
  }

  /** The java that runs this bench, for our own small processes. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * Starts one of our own small processes; it is ended with the bench.
   *
   * @param name of its log
   */
  public ChildProcess startJava(
      String name, List<String> options, String classPath, String main, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(java()));
    words.addAll(options);
    words.addAll(List.of("-cp", classPath, main));
    words.addAll(arguments);
    return start(new ChildProcess.Command(name, words, Map.of()));
  }

  /** Starts anything; it is ended with the bench. */
  public ChildProcess start(ChildProcess.Command command) {
    return teardown.add(command.name(), ChildProcess.start(command, state.root(), state.records()));
  }

  /** What a child has said until now. */
  public String log(String name) throws IOException {
    Path log = state.root().resolve("logs").resolve(name + ".log");
    return java.nio.file.Files.exists(log) ? java.nio.file.Files.readString(log) : "";
  }

  @Override
  public void close() throws IOException {
    teardown.close();
    state.records().clear();
    state.close();
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs; it finds that all is ended.
      return;
    }
  }
}
