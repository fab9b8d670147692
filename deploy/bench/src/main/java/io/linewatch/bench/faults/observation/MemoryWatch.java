package io.linewatch.bench.faults.observation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Resident memory of processes, once a second; a process that was started again is a new one under
 * the old name. The thread {@code memory-watch} looks; any thread asks.
 */
public final class MemoryWatch implements AutoCloseable {
  private final Map<String, LongSupplier> processes;
  private final Map<String, Long> highest = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * @param processes name to what tells the id of the one that runs now
   */
  public MemoryWatch(Map<String, LongSupplier> processes) {
    this.processes = Map.copyOf(processes);
    thread = Thread.ofPlatform().name("memory-watch").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** The most it ever held, in MiB; 0 when it was never seen. */
  public double highestMebibytes(String name) {
    return highest.getOrDefault(name, 0L) / 1024.0;
  }

  /** Forgets what was the most until now. */
  public void begin() {
    highest.clear();
    look();
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
  }

  private void run() {
    try {
      while (!stopping) {
        look();
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    processes.forEach((name, pid) -> highest.merge(name, kibibytes(pid), Math::max));
  }

  private static long kibibytes(LongSupplier pid) {
    try {
      Path status = Path.of("/proc", Long.toString(pid.getAsLong()), "status");
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException | IllegalStateException ended) {
      // Between two lives there is nothing to measure.
    }
    return 0;
  }
}
