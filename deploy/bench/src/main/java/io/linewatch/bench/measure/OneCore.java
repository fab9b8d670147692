package io.linewatch.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One core of the machine for what is to be compared; everything else of the bench may use the
 * others. By taskset(1) of util-linux.
 *
 * @param number of the core, as Linux counts them
 */
public record OneCore(int number) {
  private static final String TASKSET = "taskset";

  /** The last core this process may use: the first one gets most of a machine's interrupts. */
  public static OneCore choose() throws IOException {
    String allowed =
        Machine.value(Files.readString(Path.of("/proc/self/status")), "Cpus_allowed_list");
    String[] cores = allowed.split("[,-]", -1);
    return new OneCore(Integer.parseInt(cores[cores.length - 1].strip()));
  }

  /** What a command line begins with that is to stay on this core with all its threads. */
  public List<String> prefix() {
    return List.of(TASKSET, "-c", Integer.toString(number));
  }

  /** Keeps the thread that calls on this core for the rest of its life. */
  public void pinThisThread() throws IOException, InterruptedException {
    String thread = Path.of("/proc/thread-self").toRealPath().getFileName().toString();
    Process taskset =
        new ProcessBuilder(TASKSET, "-cp", Integer.toString(number), thread)
            .redirectErrorStream(true)
            .start();
    String said = new String(taskset.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (taskset.waitFor() != 0) {
      throw new IOException("a thread cannot be kept on core " + number + ": " + said.strip());
    }
  }
}
