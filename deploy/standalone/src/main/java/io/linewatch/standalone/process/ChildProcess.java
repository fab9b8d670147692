package io.linewatch.standalone.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One server or program of the demo, with its log in the state folder. Any thread. */
public final class ChildProcess implements Monitored, AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final int LAST_LINES = 12;
  private static final int TAIL_BYTES = 16_384;

  private final String name;
  private final Process process;
  private final Path log;
  private final String stopSignal;
  private volatile boolean stopping;
  private volatile boolean paused;

  private ChildProcess(String name, Process process, Path log, String stopSignal) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.stopSignal = stopSignal;
  }

  /** What to run. */
  public record Command(
      String name, List<String> words, Map<String, String> environment, String stopSignal) {
    public Command {
      words = List.copyOf(words);
      environment = Map.copyOf(environment);
    }

    public Command(String name, List<String> words, Map<String, String> environment) {
      this(name, words, environment, "TERM");
    }
  }

  /** Starts in the state folder; output goes to {@code logs/NAME.log} there. */
  public static ChildProcess start(Command command, Path state, ProcessRecords records) {
    try {
      Path log = Files.createDirectories(state.resolve("logs")).resolve(command.name() + ".log");
      List<String> words = new ArrayList<>();
      if (Files.isExecutable(SETSID)) {
        // In a session of its own Ctrl-C does not reach it, so that we end all in order.
        words.add(SETSID.toString());
      }
      words.addAll(command.words());
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .directory(state.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      // Paths may hold any script; a POSIX locale would not read them.
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.environment().putAll(command.environment());
      Process process = builder.start();
      records.add(command.name(), process.pid());
      return new ChildProcess(command.name(), process, log, command.stopSignal());
    } catch (IOException e) {
      throw new StartFailed(command.name() + " could not be started: " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public boolean hasDied() {
    return !stopping && !process.isAlive();
  }

  @Override
  public String obituary() {
    String exit = process.isAlive() ? "is still running" : "ended with code " + process.exitValue();
    return name
        + " "
        + exit
        + ". The end of its log ("
        + log
        + "):\n"
        + lastLogLines()
        + "\nRead the log, mend what it names and start again; 'deploy/demo.sh --fresh' starts"
        + " from an empty state.";
  }

  /** Ends it: asks, waits, and only then kills. */
  public void stop() {
    stopping = true;
    if (!process.isAlive()) {
      return;
    }
    try {
      if (paused) {
        resume();
      }
      signal(stopSignal);
      if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends it and all that it started the way a power cut does: at once, between any two
   * instructions. What it gave to the operating system survives, synced or not.
   */
  public void kill() throws InterruptedException {
    stopping = true;
    if (!process.isAlive()) {
      return;
    }
    // Frozen first: none of them sees another one die and still writes something.
    pause();
    ProcessTree.of(process.toHandle()).signal("KILL");
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      throw new IllegalStateException(name + " outlives its kill");
    }
  }

  /** Freezes it and all that it started: connections stay open, and nobody answers at them. */
  public void pause() throws InterruptedException {
    paused = true;
    ProcessTree.of(process.toHandle()).freeze();
  }

  /** Lets it go on where it was frozen. */
  public void resume() throws InterruptedException {
    ProcessTree.of(process.toHandle()).signal("CONT");
    paused = false;
  }

  @Override
  public void close() {
    stop();
  }

  private void signal(String name) throws InterruptedException {
    if (name.equals("TERM")) {
      process.destroy();
    } else {
      // The server itself tells its children.
      ProcessTree.root(process.toHandle()).signal(name);
    }
  }

  private String lastLogLines() {
    try {
      byte[] all = Files.readAllBytes(log);
      int from = Math.max(0, all.length - TAIL_BYTES);
      Charset text = StandardCharsets.UTF_8;
      List<String> lines = new String(all, from, all.length - from, text).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(the log cannot be read: " + e.getMessage() + ")";
    }
  }
}
