package io.linewatch.bench.central;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * CPU time of a process and all that it started, also of those that ended (proc(5): utime, stime,
 * and of children waited for cutime, cstime). To 10 ms.
 */
final class CpuMeter {
  /** USER_HZ: 100 on every Linux that Java runs on. */
  private static final double TICKS_A_SECOND = 100;

  /** Place of utime behind the command's closing bracket; stime, cutime, cstime follow. */
  private static final int USER_TICKS = 11;

  private CpuMeter() {}

  /** Seconds until now. */
  static double seconds(long pid) throws IOException {
    ProcessHandle root =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"));
    long ticks = 0;
    for (ProcessHandle process : Stream.concat(Stream.of(root), root.descendants()).toList()) {
      ticks += ticks(process.pid());
    }
    return ticks / TICKS_A_SECOND;
  }

  private static long ticks(long pid) throws IOException {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    } catch (NoSuchFileException ended) {
      return 0; // its parent has its time now
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
    long sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += Long.parseLong(fields[USER_TICKS + i]);
    }
    return sum;
  }
}
