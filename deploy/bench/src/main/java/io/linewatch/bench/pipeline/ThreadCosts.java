package io.linewatch.bench.pipeline;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CPU time of this process by thread role, in nanoseconds; what no Java thread used (collector,
 * compiler) is {@code other}. Also the bytes Java threads allocated.
 */
record ThreadCosts(Map<String, Long> nanosByRole, long allocatedBytes) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static ThreadCosts now() {
    Map<String, Long> nanos = new LinkedHashMap<>();
    for (String role : new String[] {"feeder", "lane", "outbox", "recorder", "sender", "other"}) {
      nanos.put(role, 0L);
    }
    long total =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    long allocated = 0;
    long[] ids = THREADS.getAllThreadIds();
    ThreadInfo[] infos = THREADS.getThreadInfo(ids);
    for (int i = 0; i < ids.length; i++) {
      @Nullable ThreadInfo info = infos[i];
      if (info != null) {
        long used = Math.max(0, THREADS.getThreadCpuTime(ids[i]));
        nanos.merge(role(info.getThreadName()), used, Long::sum);
        allocated += Math.max(0, THREADS.getThreadAllocatedBytes(ids[i]));
        total -= used;
      }
    }
    nanos.merge("other", total, Long::sum);
    return new ThreadCosts(nanos, allocated);
  }

  private static String role(String thread) {
    return switch (thread) {
      case "feeder" -> "feeder";
      case "outbox-writer" -> "outbox";
      case "recorder" -> "recorder";
      case "sender" -> "sender";
      default -> thread.startsWith("lane-") ? "lane" : "other";
    };
  }

  ThreadCosts since(ThreadCosts before) {
    Map<String, Long> used = new LinkedHashMap<>();
    nanosByRole.forEach(
        (role, nanos) -> used.put(role, nanos - before.nanosByRole.getOrDefault(role, 0L)));
    return new ThreadCosts(used, allocatedBytes - before.allocatedBytes);
  }

  long totalNanos() {
    return nanosByRole.values().stream().mapToLong(Long::longValue).sum();
  }
}
