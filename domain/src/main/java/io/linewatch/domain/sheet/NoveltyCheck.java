package io.linewatch.domain.sheet;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether what a sheet says of novelty makes sense. */
final class NoveltyCheck {
  /** A 2016th of it is a step, which must hold a value or more. */
  private static final Duration SHORTEST = Duration.ofHours(1);

  private static final Duration LONGEST = Duration.ofDays(366);

  private final SheetProblems problems;

  NoveltyCheck(SheetProblems problems) {
    this.problems = problems;
  }

  /** What is wrong with a budget of false alarms. */
  static Optional<String> budgetProblem(@Nullable Duration budget) {
    return budget == null || (budget.compareTo(SHORTEST) >= 0 && budget.compareTo(LONGEST) <= 0)
        ? Optional.empty()
        : Optional.of(
            "is how often a false alarm is bearable: one in an hour (1h) to one in a year (366d)");
  }

  /** A limit on novelty is of a channel that asks for it, and is crossed upwards. */
  void check(int place, LimitRow row, Stream<AssetRow> owners, PlantSheet sheet) {
    if (row.comparison() != Crossing.ABOVE) {
      problems.add("limits", place, "comparison", "what is new is limited by ABOVE alone");
    }
    if (problems.isIncomplete("channels")) {
      return;
    }
    String channel = row.detector().substring(LimitRow.NOVELTY_PREFIX.length());
    boolean asked =
        owners
            .map(asset -> Inheritance.channels(sheet, asset).get(channel))
            .anyMatch(known -> known != null && known.novelty() != null);
    if (!asked) {
      problems.add(
          "limits",
          place,
          "detector",
          "'%s' of %s does not ask for it; state 'novelty' (such as 7d) on the channel"
              .formatted(channel, SheetProblems.owner(row.asset(), row.assetClass())));
    }
  }
}
