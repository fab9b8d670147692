package io.linewatch.bench.quality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every kind of data that {@code --evaluator} judges. */
final class Evaluators {
  private Evaluators() {}

  /**
   * @param label tabular: the column that says whether it failed
   * @param leaveOut tabular: columns not to use
   */
  static List<Evaluator> all(@Nullable String label, List<String> leaveOut) {
    return List.of(
        new OwnRecordings(),
        new BearingEvaluator(),
        new RulEvaluator(),
        new TabularEvaluator(label, leaveOut),
        new VisualEvaluator());
  }
}
