package io.linewatch.model.life;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.ModelSpec.Feature;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What a gateway must know of a remaining life: one row a cycle, and when to warn. */
final class LifeSpec {
  /** A value may be missing for so many cycles. */
  private static final int HOLD_CYCLES = 3;

  private static final int ON_DELAY_CYCLES = 2;
  private static final int OFF_DELAY_CYCLES = 5;

  private LifeSpec() {}

  static ModelSpec of(LifeOptions options, Runs runs) {
    List<ModelSpec.Input> inputs = new ArrayList<>();
    for (int c = 0; c < runs.channels().size(); c++) {
      inputs.add(
          new ModelSpec.Input(
              runs.channels().get(c).channel(), runs.channels().get(c).unit(), offset(runs, c)));
    }
    String of = options.assetLabel().isBlank() ? "" : " of " + options.assetLabel();
    return new ModelSpec(
        ModelSpec.VERSION,
        options.name(),
        "Remaining useful life"
            + of
            + ": the score is 100 % at "
            + options.warnBelowCycles()
            + " cycles left, "
            + 100 * options.warnBelowCycles()
            + " divided by the cycles left",
        inputs,
        options.cycle(),
        options.cycle(),
        options.cycle().multipliedBy(HOLD_CYCLES),
        new ModelSpec.Window(options.windowCycles(), 1),
        List.of(Feature.LAST, Feature.MEAN, Feature.SLOPE),
        List.of(0),
        ModelSpec.Outputs.STANDARD,
        policy(options.warnBelowCycles(), options.cycle()));
  }

  /** The mean, to six digits: all that is needed is to be near. */
  private static double offset(Runs runs, int channel) {
    double mean =
        runs.runs().stream()
            .flatMap(run -> Arrays.stream(run.values()))
            .mapToDouble(row -> row[channel])
            .filter(Double::isFinite)
            .average()
            .orElse(0);
    return new BigDecimal(mean).round(new MathContext(6)).doubleValue();
  }

  private static AlarmPolicy policy(int warnBelow, Duration cycle) {
    return new AlarmPolicy(
        1,
        AlarmClass.ADVISORY,
        List.of(
            new Limit(Severity.MEDIUM, Comparison.ABOVE, 100),
            new Limit(Severity.HIGH, Comparison.ABOVE, 200)),
        null,
        null,
        cycle.multipliedBy(ON_DELAY_CYCLES),
        cycle.multipliedBy(OFF_DELAY_CYCLES),
        10,
        false,
        null,
        Set.of(),
        null,
        "Wear: fewer than " + warnBelow + " cycles are left by what machines like it showed",
        "It fails in service",
        "Plan the overhaul, and look at the channels named first");
  }
}
