package io.linewatch.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process for certain: its id alone is given to another process sooner or later, so the start
 * time (clock ticks since boot, from {@code /proc}) and the boot belong to it.
 */
record ProcessMark(String name, long pid, String startTicks, String boot) {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** Place of the start time behind the command's closing bracket (proc(5), field 22). */
  private static final int START_TICKS_AFTER_COMMAND = 19;

  /** The mark of a process that runs now; empty when it has ended. */
  static Optional<ProcessMark> of(String name, long pid) throws IOException {
    Optional<String> ticks = startTicks(pid);
    String boot = Files.readString(BOOT_ID).strip();
    return ticks.map(start -> new ProcessMark(name, pid, start, boot));
  }

  boolean isRunning() throws IOException {
    return of(name, pid).filter(this::equals).isPresent();
  }

  String toLine() {
    return String.join("\t", name, Long.toString(pid), startTicks, boot);
  }

  /** Empty for a line that is cut short: the writer was killed in the middle of it. */
  static Optional<ProcessMark> fromLine(String line) {
    String[] parts = line.split("\t", -1);
    if (parts.length != 4 || !parts[1].matches("\\d{1,18}") || parts[3].isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ProcessMark(parts[0], Long.parseLong(parts[1]), parts[2], parts[3]));
  }

  private static Optional<String> startTicks(long pid) throws IOException {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      // The process ended between the open and the read.
      if (ProcessHandle.of(pid).isEmpty()) {
        return Optional.empty();
      }
      throw e;
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    // A zombie has ended; nobody has read its exit status yet.
    return fields[0].equals("Z")
        ? Optional.empty()
        : Optional.of(fields[START_TICKS_AFTER_COMMAND]);
  }
}
