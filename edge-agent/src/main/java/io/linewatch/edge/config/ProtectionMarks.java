package io.linewatch.edge.config;

import io.linewatch.edge.protection.Marks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the gateway begins to protect itself and where that is over; each left out has its default.
 * Key by key in docs/install.md.
 *
 * @param processCpuPercent of the cores the agent may use
 * @param machineCpuPercent of the machine's cores
 * @param heapPercent of the largest heap, after garbage collection
 * @param processMemoryPercent of the machine's memory
 * @param diskFreeMegabytes under the state folder; here low is bad
 * @param outboxPercent of outbox.maxMegabytes
 * @param hold how long cores or memory must be beyond a mark; 30 s when left out
 */
public record ProtectionMarks(
    @Nullable Range processCpuPercent,
    @Nullable Range machineCpuPercent,
    @Nullable Range heapPercent,
    @Nullable Range processMemoryPercent,
    @Nullable Range diskFreeMegabytes,
    @Nullable Range outboxPercent,
    @Nullable Duration hold) {
  private static final double MOST_MEGABYTES = 1e9;
  private static final Duration LONGEST = Duration.ofHours(1);

  /** All defaults. */
  public static final ProtectionMarks USUAL =
      new ProtectionMarks(null, null, null, null, null, null, null);

  /** Two marks that lie apart. */
  public record Range(double low, double high) {
    public Range {
      if (!(low >= 0 && low < high && high <= MOST_MEGABYTES)) {
        throw new IllegalArgumentException("low must be at least 0 and below high");
      }
    }
  }

  public ProtectionMarks {
    percent("processCpuPercent", processCpuPercent);
    percent("machineCpuPercent", machineCpuPercent);
    percent("heapPercent", heapPercent);
    percent("processMemoryPercent", processMemoryPercent);
    percent("outboxPercent", outboxPercent);
    if (hold != null && (hold.isNegative() || hold.compareTo(LONGEST) > 0)) {
      throw new IllegalArgumentException("hold must be from 0s to 1h");
    }
  }

  private static void percent(String name, @Nullable Range range) {
    if (range != null && range.high() > 100) {
      throw new IllegalArgumentException(name + ".high must be at most 100");
    }
  }

  public Marks marks() {
    return new Marks(
        high(processCpuPercent, 85, 70),
        high(machineCpuPercent, 95, 85),
        high(heapPercent, 85, 70),
        high(processMemoryPercent, 60, 50),
        diskFreeMegabytes == null
            ? new Marks.Pair(256, 512)
            : new Marks.Pair(diskFreeMegabytes.low(), diskFreeMegabytes.high()),
        high(outboxPercent, 80, 60),
        hold == null ? Duration.ofSeconds(30) : hold);
  }

  private static Marks.Pair high(@Nullable Range range, double raise, double clear) {
    return range == null ? new Marks.Pair(raise, clear) : new Marks.Pair(range.high(), range.low());
  }
}
