package io.linewatch.model.format;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.model.format.ModelSpec.Feature;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Specs for tests. */
public final class Specs {
  private Specs() {}

  public static ModelSpec of(int windowRows, List<Feature> features, List<Integer> lags) {
    AlarmPolicy policy =
        new AlarmPolicy(
            1,
            AlarmClass.ADVISORY,
            List.of(new Limit(Severity.MEDIUM, Comparison.ABOVE, 100)),
            null,
            null,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            10,
            false,
            null,
            Set.of(),
            null,
            "",
            "",
            "");
    return new ModelSpec(
        ModelSpec.VERSION,
        "normal-running",
        "a test",
        List.of(new ModelSpec.Input("a", "mm/s", 100), new ModelSpec.Input("b", "", 0)),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        new ModelSpec.Window(windowRows, 1),
        features,
        lags,
        ModelSpec.Outputs.STANDARD,
        policy);
  }
}
