package io.linewatch.domain.sheet;

import io.linewatch.domain.sheet.LimitCheck.Placed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whether the limits of one detector stand in an order in which each can be crossed and left. */
final class LimitOrder {
  private final SheetProblems problems;

  LimitOrder(SheetProblems problems) {
    this.problems = problems;
  }

  void check(List<Placed> rows) {
    for (Crossing side : Crossing.values()) {
      checkOrder(side, rows.stream().filter(p -> p.row().comparison() == side).toList());
    }
    checkBand(rows);
  }

  /** Each severity must be worse than the one below, or it is never seen. */
  private void checkOrder(Crossing side, List<Placed> rows) {
    if (side == Crossing.RATE) {
      if (rows.size() > 1) {
        problems.add("limits", rows.get(1).place(), "comparison", "one rate per detector");
      }
      return;
    }
    List<Placed> rising =
        rows.stream().sorted(Comparator.comparing((Placed p) -> p.row().severity())).toList();
    for (int i = 1; i < rising.size(); i++) {
      LimitRow milder = rising.get(i - 1).row();
      LimitRow worse = rising.get(i).row();
      boolean ordered =
          side == Crossing.ABOVE ? worse.value() > milder.value() : worse.value() < milder.value();
      if (worse.severity() != milder.severity() && !ordered) {
        problems.add(
            "limits",
            rising.get(i).place(),
            "value",
            "%s %s %s must be %s than %s's %s"
                .formatted(
                    worse.severity(),
                    SheetText.of(side),
                    SheetText.number(worse.value()),
                    side == Crossing.ABOVE ? "greater" : "less",
                    milder.severity(),
                    SheetText.number(milder.value())));
      }
    }
  }

  private void checkBand(List<Placed> rows) {
    Optional<Placed> lowestAbove =
        rows.stream()
            .filter(p -> p.row().comparison() == Crossing.ABOVE)
            .min(Comparator.comparingDouble(p -> p.row().value()));
    Optional<Placed> highestBelow =
        rows.stream()
            .filter(p -> p.row().comparison() == Crossing.BELOW)
            .max(Comparator.comparingDouble(p -> p.row().value()));
    if (lowestAbove.isEmpty() || highestBelow.isEmpty()) {
      return;
    }
    double band = lowestAbove.get().row().value() - highestBelow.get().row().value();
    if (band <= 0) {
      problems.add(
          "limits",
          lowestAbove.get().place(),
          "value",
          "leaves no normal value between the limits");
    }
    for (Placed placed : rows) {
      Double deadBand = placed.row().deadBand();
      if (deadBand != null && band > 0 && deadBand >= band) {
        problems.add(
            "limits",
            placed.place(),
            "deadBand",
            "must be less than the "
                + SheetText.number(band)
                + " between the limits, or the condition never clears");
      }
    }
  }
}
