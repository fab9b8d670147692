package io.linewatch.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * What a process has used until now, as {@code /proc} says (proc(5)).
 *
 * @param cpu user and system time of all its threads, also of those that ended; to 10 ms
 * @param rssBytes resident now
 * @param peakRssBytes resident at most, since its start
 * @param threads alive now
 */
public record ProcessUsage(Duration cpu, long rssBytes, long peakRssBytes, int threads) {
  /** USER_HZ: 100 on every Linux that Java runs on. */
  private static final long MILLIS_A_TICK = 10;

  /** Places behind the command's closing bracket; fields 14 and 15 of proc(5). */
  private static final int USER_TICKS = 11;

  private static final int SYSTEM_TICKS = 12;

  /**
   * @throws IOException when the process has ended
   */
  public static ProcessUsage of(long pid) throws IOException {
    Path folder = Path.of("/proc", Long.toString(pid));
    return parse(
        Files.readString(folder.resolve("stat")), Files.readString(folder.resolve("status")));
  }

  /**
   * @param stat content of {@code /proc/PID/stat}
   * @param status content of {@code /proc/PID/status}
   */
  static ProcessUsage parse(String stat, String status) {
    // The command may hold spaces and brackets of its own.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
    return new ProcessUsage(
        Duration.ofMillis(ticks * MILLIS_A_TICK),
        kibibytes(status, "VmRSS:") * 1024,
        kibibytes(status, "VmHWM:") * 1024,
        (int) kibibytes(status, "Threads:"));
  }

  public long cpuMicros() {
    return cpu.toNanos() / 1000;
  }

  public double rssMebibytes() {
    return rssBytes / 1048576.0;
  }

  public double peakRssMebibytes() {
    return peakRssBytes / 1048576.0;
  }

  private static long kibibytes(String status, String key) {
    return status
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).strip().split("\\s", -1)[0])
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                String.format(Locale.ROOT, "no %s in the process's status", key)));
  }
}
