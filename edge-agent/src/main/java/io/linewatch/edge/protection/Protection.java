package io.linewatch.edge.protection;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.GatewayFinding.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the gateway gives up at which load, and what it says of that. While the agent itself has too
 * few cores or too little memory, only every second message of an asset is decided at QoS 0, every
 * fourth and so on up to {@link #SPARSEST} while that does not help. While the disk is nearly full,
 * series are not kept. Everything else is only said. Pure; one thread.
 */
final class Protection {
  static final int SPARSEST = 16;

  /** How long a step of thinning is given before the next. */
  static final Duration STEP = Duration.ofSeconds(30);

  /** What has a mark. */
  enum Guarded {
    PROCESS_CPU(Kind.CPU_OVERLOADED, "process", Severity.HIGH),
    MACHINE_CPU(Kind.CPU_OVERLOADED, "machine", Severity.MEDIUM),
    HEAP(Kind.MEMORY_NEARLY_FULL, "heap", Severity.HIGH),
    PROCESS_MEMORY(Kind.MEMORY_NEARLY_FULL, "process", Severity.HIGH),
    DISK(Kind.DISK_NEARLY_FULL, "series", Severity.HIGH),
    OUTBOX(Kind.OUTBOX_NEARLY_FULL, "", Severity.MEDIUM);

    final Kind kind;
    final String subject;
    final Severity severity;

    Guarded(Kind kind, String subject, Severity severity) {
      this.kind = kind;
      this.subject = subject;
      this.severity = severity;
    }

    double of(Load load) {
      return switch (this) {
        case PROCESS_CPU -> load.processCpuPercent();
        case MACHINE_CPU -> load.machineCpuPercent();
        case HEAP -> load.heapPercent();
        case PROCESS_MEMORY -> load.processMemoryPercent();
        case DISK -> load.diskFreeMegabytes();
        case OUTBOX -> load.outboxPercent();
      };
    }

    /** Stable word for metrics, such as {@code process-cpu}. */
    String tag() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean thins() {
      return this == PROCESS_CPU || this == HEAP || this == PROCESS_MEMORY;
    }
  }

  /** A condition of the gateway that begins, changes its words or ends. */
  record Change(Guarded guarded, boolean active, String message) {}

  private static final int LONGER_FOR_THE_MACHINE = 10;

  private final Marks marks;
  private final Map<Guarded, Mark> judged = new EnumMap<>(Guarded.class);
  private final Map<Guarded, String> told = new EnumMap<>(Guarded.class);
  private int keepEvery = 1;
  private long steppedNanos;

  Protection(Marks marks) {
    this.marks = marks;
    for (Guarded guarded : Guarded.values()) {
      Marks.Pair pair = pair(guarded);
      judged.put(guarded, new Mark(pair.raise(), pair.clear(), hold(guarded)));
    }
  }

  private Duration hold(Guarded guarded) {
    return switch (guarded) {
      case DISK, OUTBOX -> Duration.ZERO;
      // Others use the machine too, and a busy minute of theirs is nothing to call a person for.
      case MACHINE_CPU -> marks.hold().multipliedBy(LONGER_FOR_THE_MACHINE);
      case PROCESS_CPU, HEAP, PROCESS_MEMORY -> marks.hold();
    };
  }

  Marks.Pair pair(Guarded guarded) {
    return switch (guarded) {
      case PROCESS_CPU -> marks.processCpuPercent();
      case MACHINE_CPU -> marks.machineCpuPercent();
      case HEAP -> marks.heapPercent();
      case PROCESS_MEMORY -> marks.processMemoryPercent();
      case DISK -> marks.diskFreeMegabytes();
      case OUTBOX -> marks.outboxPercent();
    };
  }

  /**
   * @param nowNanos rising, from any beginning
   * @return what is news
   */
  List<Change> judge(Load load, long nowNanos) {
    Map<Guarded, Boolean> raised = new EnumMap<>(Guarded.class);
    judged.forEach((guarded, mark) -> raised.put(guarded, mark.judge(guarded.of(load), nowNanos)));
    step(raised.entrySet().stream().anyMatch(e -> e.getValue() && e.getKey().thins()), nowNanos);
    List<Change> changes = new ArrayList<>();
    raised.forEach((guarded, active) -> {
      String before = told.getOrDefault(guarded, "");
      String message = active ? message(guarded) : "";
      if (!message.equals(before)) {
        told.put(guarded, message);
        changes.add(new Change(guarded, active, active ? message : over(guarded)));
      }
    });
    return changes;
  }

  private void step(boolean thin, long nowNanos) {
    if (!thin) {
      keepEvery = 1;
    } else if (keepEvery == 1
        || (keepEvery < SPARSEST && nowNanos - steppedNanos >= STEP.toNanos())) {
      keepEvery *= 2;
      steppedNanos = nowNanos;
    }
  }

  /** At QoS 0 only every so-many-th message of an asset is decided; 1 for all. */
  int keepEvery() {
    return keepEvery;
  }

  boolean stopsSeries() {
    return isRaised(Guarded.DISK);
  }

  /** Whether there is power to spare for what nobody's safety hangs on. */
  boolean hasPowerToSpare() {
    for (Guarded guarded : Guarded.values()) {
      boolean power = guarded.thins() || guarded == Guarded.MACHINE_CPU;
      if (power && isRaised(guarded)) {
        return false;
      }
    }
    return true;
  }

  /** What was said of it last; empty when it is not raised. */
  String told(Guarded guarded) {
    return told.getOrDefault(guarded, "");
  }

  boolean isRaised(Guarded guarded) {
    return !told.getOrDefault(guarded, "").isEmpty();
  }

  /**
   * What is raised, in words that stay while it lasts: each change of them is news to the centre.
   */
  private String message(Guarded guarded) {
    String mark = number(pair(guarded).raise());
    String thinned =
        " Of sources at QoS 0 only every "
            + keepEvery
            + ". message of an asset is decided; QoS 1 holds its broker back.";
    return switch (guarded) {
      case PROCESS_CPU ->
          "The agent uses more than "
              + mark
              + " % of the cores it may use."
              + thinned
              + " Let sources send more seldom, move assets to another gateway, or give it cores.";
      case MACHINE_CPU ->
          "The gateway's cores are busy to more than "
              + mark
              + " %. Nothing is given up; decisions may come late. See with 'top' what else runs"
              + " there.";
      case HEAP ->
          "The agent's heap is full to more than "
              + mark
              + " % after garbage collection."
              + thinned
              + " Raise -Xmx in LINEWATCH_OPTS, or move assets to another gateway.";
      case PROCESS_MEMORY ->
          "The agent holds more than "
              + mark
              + " % of the gateway's memory."
              + thinned
              + " Lower -Xmx in LINEWATCH_OPTS, or move models to another gateway.";
      case DISK ->
          "Less than "
              + mark
              + " MB are free under the state folder: series are not kept any more and leave gaps,"
              + " so that findings can be. Free some space.";
      case OUTBOX ->
          "What waits for Kafka fills more than "
              + mark
              + " % of its bound: when it is full the oldest series give way, findings never. See"
              + " why Kafka is away, or raise outbox.maxMegabytes.";
    };
  }

  private static String over(Guarded guarded) {
    return switch (guarded) {
      case PROCESS_CPU, MACHINE_CPU -> "There are cores to spare again.";
      case HEAP, PROCESS_MEMORY -> "There is memory to spare again.";
      case DISK -> "The disk has room again; series are kept.";
      case OUTBOX -> "The outbox has room again.";
    };
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
