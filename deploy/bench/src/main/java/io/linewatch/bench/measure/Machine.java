package io.linewatch.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What the figures were measured on.
 *
 * @param cores this process may use
 * @param load1 runnable processes in the last minute before the bench: above nought others ran too
 */
public record Machine(
    int cores, String cpu, long memoryBytes, String kernel, String java, double load1) {

  public static Machine here() throws IOException {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        value(Files.readString(Path.of("/proc/cpuinfo")), "model name"),
        Long.parseLong(
                value(Files.readString(Path.of("/proc/meminfo")), "MemTotal").split(" ", -1)[0])
            * 1024,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Runtime.version().toString(),
        Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0]));
  }

  /** The first {@code key : value}; "unknown" where there is none, as on some processors. */
  static String value(String text, String key) {
    return text.lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  /** One line for people. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%d cores, %s, %.0f GiB, %s, Java %s, load before the bench %.1f",
        cores,
        cpu,
        memoryBytes / 1073741824.0,
        kernel,
        java,
        load1);
  }
}
