package io.linewatch.standalone.past;

import io.linewatch.standalone.line.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What went wrong in the past, and when it was mended; drawn by a seed. */
final class PastFaults {
  private static final int SHORT_FAULTS = 14;

  private PastFaults() {}

  /**
   * @param cause what the engineer found, written as the comment that closes it
   */
  record PastFault(Fault fault, Instant mended, String cause) {}

  /** In order of time, none overlapping another. */
  static List<PastFault> draw(long seed, Instant from, Instant to) {
    Random random = new Random(seed);
    List<Fault.Kind> kinds = List.of(Fault.Kind.values());
    List<PastFault> faults = new ArrayList<>();
    long slot = Duration.between(from, to).dividedBy(SHORT_FAULTS + 2).toSeconds();
    for (int i = 0; i < SHORT_FAULTS; i++) {
      Fault.Kind kind = kinds.get(random.nextInt(kinds.size()));
      Instant start = from.plusSeconds(i * slot + 3_600 + random.nextLong(slot / 2));
      Duration growth = Duration.ofMinutes(10 + random.nextInt(40));
      Instant mended = start.plus(growth).plusSeconds(900 + random.nextInt(5_400));
      faults.add(new PastFault(new Fault(kind, start, growth), mended, cause(kind)));
    }
    faults.add(runToFailure(from.plusSeconds(SHORT_FAULTS * slot + 7_200)));
    return faults;
  }

  /** One bearing that nobody changed in time: half a day from the first sign to the stop. */
  private static PastFault runToFailure(Instant start) {
    Fault fault = new Fault(Fault.Kind.BEARING_WEAR, start, Duration.ofHours(12));
    return new PastFault(
        fault,
        start.plus(Duration.ofHours(14)),
        "Ran to failure: outer race broken, pump stopped. Bearing and seal changed, 2 h lost.");
  }

  private static String cause(Fault.Kind kind) {
    return switch (kind) {
      case BEARING_WEAR -> "Bearing outer race worn. Bearing changed.";
      case CAVITATION -> "Suction strainer was blocked. Cleaned.";
      case GEAR_TOOTH_WEAR -> "Pitting on the pinion. Pinion changed, oil flushed.";
      case LUBRICATION_LOSS -> "Oil low after a seal leak. Seal changed, topped up.";
      case HYDRAULIC_LEAK -> "Hose fitting leaked. Hose changed, oil topped up.";
    };
  }
}
