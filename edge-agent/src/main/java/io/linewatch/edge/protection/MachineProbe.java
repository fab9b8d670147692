package io.linewatch.edge.protection;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the load of this process and this machine; a container's bounds count as the machine's. */
public final class MachineProbe implements Probe {
  private static final double MEGABYTE = 1_000_000;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final Path stateDir;
  private final DoubleSupplier outboxPercent;

  /**
   * @param outboxPercent how much of its bound the outbox fills
   */
  public MachineProbe(Path stateDir, DoubleSupplier outboxPercent) {
    this.stateDir = stateDir;
    this.outboxPercent = outboxPercent;
  }

  @Override
  public Load read() {
    double process = Double.NaN;
    double machine = Double.NaN;
    double memory = Double.NaN;
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      process = percent(system.getProcessCpuLoad());
      machine = percent(system.getCpuLoad());
      memory = 100.0 * residentBytes() / system.getTotalMemorySize();
    }
    return new Load(process, machine, heapPercent(), memory, freeMegabytes(), outboxPercent());
  }

  private double outboxPercent() {
    return outboxPercent.getAsDouble();
  }

  /** The virtual machine says less than 0 when it does not know. */
  private static double percent(double share) {
    return share < 0 ? Double.NaN : 100 * share;
  }

  /** What garbage collections left; what has come since may be garbage. */
  private static double heapPercent() {
    double used = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
      if (left != null) {
        used += left.getUsed();
      }
    }
    long most = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
    return most <= 0 ? Double.NaN : 100 * used / most;
  }

  private static double residentBytes() {
    try {
      Matcher found = RESIDENT.matcher(Files.readString(STATUS));
      return found.find() ? 1_024.0 * Long.parseLong(found.group(1)) : Double.NaN;
    } catch (IOException notLinux) {
      return Double.NaN;
    }
  }

  private double freeMegabytes() {
    try {
      return Files.getFileStore(stateDir).getUsableSpace() / MEGABYTE;
    } catch (IOException unreadable) {
      return Double.NaN;
    }
  }
}
