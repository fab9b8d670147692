package io.linewatch.model.tabular;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.ModelSpec.Feature;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What a gateway must know of a probability of failure: each record by itself, as it comes. */
final class TabularSpec {
  /** A channel that speaks more rarely than the records stands for so many of them. */
  private static final int HOLD_STEPS = 10;

  private TabularSpec() {}

  static ModelSpec of(TabularOptions options, Records records, double limit) {
    String of = options.assetLabel().isBlank() ? "" : " of " + options.assetLabel();
    StringBuilder words = new StringBuilder();
    records
        .codes()
        .forEach((channel, code) -> words.append("; ").append(channel).append(' ').append(code));
    return new ModelSpec(
        ModelSpec.VERSION,
        options.name(),
        "Probability of failure"
            + of
            + ", learned from "
            + records.size()
            + " records with "
            + records.failures()
            + " failures"
            + words,
        records.channels().stream()
            .map(c -> new ModelSpec.Input(c.channel(), c.unit(), 0))
            .toList(),
        options.every(),
        options.every(),
        options.every().multipliedBy(HOLD_STEPS),
        new ModelSpec.Window(1, 1),
        List.of(Feature.LAST),
        List.of(0),
        ModelSpec.Outputs.STANDARD,
        policy(limit));
  }

  /** MEDIUM at the limit, HIGH halfway from there to certainty. */
  private static AlarmPolicy policy(double limit) {
    return new AlarmPolicy(
        1,
        AlarmClass.ADVISORY,
        List.of(
            new Limit(Severity.MEDIUM, Comparison.ABOVE, 100),
            new Limit(Severity.HIGH, Comparison.ABOVE, Math.rint((100 + 100 / limit) / 2))),
        null,
        null,
        Duration.ZERO,
        Duration.ZERO,
        10,
        false,
        null,
        Set.of(),
        null,
        "Machines failed under conditions like these",
        "It fails soon",
        "Look at the channels named first and bring them back to where machines run well");
  }
}
