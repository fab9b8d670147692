package io.linewatch.model.fit;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.model.format.ModelSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Derives from a recording what a model must know of its inputs: grid, hold, offsets, policy. */
final class SpecMaker {
  private static final long[] NICE_MICROS = {
    1_000,
    2_000,
    5_000,
    10_000,
    20_000,
    50_000,
    100_000,
    200_000,
    500_000,
    1_000_000,
    2_000_000,
    5_000_000,
    10_000_000,
    15_000_000,
    30_000_000,
    60_000_000,
    120_000_000,
    300_000_000,
    600_000_000,
    900_000_000,
    1_800_000_000,
    3_600_000_000L
  };
  private static final int HOLD_STEPS = 10;
  private static final int LATENESS_STEPS = 2;
  private static final int ON_DELAY_STEPS = 10;
  private static final int OFF_DELAY_STEPS = 30;

  private SpecMaker() {}

  static ModelSpec spec(FitOptions options, RecordedRows recording) {
    Duration given = options.gridStep();
    Duration step = given == null ? gridStep(recording.timesMicros()) : given;
    List<ModelSpec.Input> inputs = new ArrayList<>();
    for (int c = 0; c < recording.channels().size(); c++) {
      inputs.add(
          new ModelSpec.Input(
              recording.channels().get(c).channel(),
              recording.channels().get(c).unit(),
              offset(recording, c)));
    }
    String of = options.assetLabel().isBlank() ? "" : " of " + options.assetLabel();
    return new ModelSpec(
        ModelSpec.VERSION,
        options.name(),
        "Normal running" + of + ", learned from " + recording.size() + " recorded rows",
        inputs,
        step,
        step.multipliedBy(LATENESS_STEPS),
        hold(recording, step),
        new ModelSpec.Window(options.method().windowRows(), 1),
        options.method().features(),
        lags(options.method()),
        ModelSpec.Outputs.STANDARD,
        policy(step));
  }

  /** Rows that are averaged need every lag up to the longest, once. */
  private static List<Integer> lags(FitMethod method) {
    if (method.averagedRows() == 1) {
      return method.lags();
    }
    int longest = Collections.max(method.lags()) + method.averagedRows() - 1;
    return IntStream.rangeClosed(0, longest).boxed().toList();
  }

  /** The median distance of the rows, or the round number within a fifth of it. */
  static Duration gridStep(long[] timesMicros) {
    long[] gaps = new long[timesMicros.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = timesMicros[i + 1] - timesMicros[i];
    }
    long median = median(gaps);
    for (long nice : NICE_MICROS) {
      if (Math.abs(nice - median) <= nice / 5) {
        return Duration.ofNanos(nice * 1000);
      }
    }
    return Duration.ofNanos(median * 1000);
  }

  /** Ten steps, or five times the median silence of the slowest channel. */
  private static Duration hold(RecordedRows recording, Duration step) {
    long stepMicros = step.toNanos() / 1000;
    long hold = HOLD_STEPS * stepMicros;
    for (int c = 0; c < recording.channels().size(); c++) {
      int channel = c;
      long[] times =
          IntStream.range(0, recording.size())
              .filter(i -> Double.isFinite(recording.values()[i][channel]))
              .mapToLong(i -> recording.timesMicros()[i])
              .toArray();
      long[] gaps = new long[Math.max(0, times.length - 1)];
      for (int i = 0; i < gaps.length; i++) {
        gaps[i] = times[i + 1] - times[i];
      }
      hold = gaps.length == 0 ? hold : Math.max(hold, 5 * median(gaps));
    }
    return Duration.ofNanos(Math.min(hold, ModelSpec.MAX_HELD_ROWS * stepMicros) * 1000);
  }

  /** The mean, to six digits: all that is needed is to be near. */
  private static double offset(RecordedRows recording, int channel) {
    double mean =
        Arrays.stream(recording.values())
            .mapToDouble(row -> row[channel])
            .filter(Double::isFinite)
            .average()
            .orElse(0);
    return new BigDecimal(mean).round(new MathContext(6)).doubleValue();
  }

  /** What a plant starts with: advisory, no sound; promotion to an alarm needs an action text. */
  private static AlarmPolicy policy(Duration step) {
    return new AlarmPolicy(
        1,
        AlarmClass.ADVISORY,
        List.of(
            new Limit(Severity.MEDIUM, Comparison.ABOVE, 100),
            new Limit(Severity.HIGH, Comparison.ABOVE, 400)),
        null,
        null,
        step.multipliedBy(ON_DELAY_STEPS),
        step.multipliedBy(OFF_DELAY_STEPS),
        10,
        false,
        null,
        Set.of(),
        null,
        "The machine does not run as it did when the model was fitted",
        "A developing fault may go unseen",
        "Look at the channels named first and compare them with normal running");
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
