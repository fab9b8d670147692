package io.linewatch.model.cli;

import io.linewatch.model.fit.FitReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The report's robustness, a line for each disturbance. */
final class RobustnessWords {
  private RobustnessWords() {}

  static void print(PrintWriter err, List<FitReport.Disturbance> robustness) {
    for (FitReport.Disturbance disturbance : robustness) {
      err.println(
          String.format(
              Locale.ROOT,
              "Robustness, %s: score %.0f %%, one row in a hundred above %.0f %%, %.1f %% of the"
                  + " rows above the limit",
              disturbance.name(),
              disturbance.medianScore(),
              disturbance.highScore(),
              100 * disturbance.aboveLimitShare()));
    }
    err.flush();
  }
}
