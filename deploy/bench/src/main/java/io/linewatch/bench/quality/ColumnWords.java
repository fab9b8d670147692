package io.linewatch.bench.quality;

import java.util.Map;

/** What the columns of the report mean, for somebody who runs a plant. */
final class ColumnWords {
  static final Map<String, String> ALL =
      Map.ofEntries(
          Map.entry(
              "F1",
              "Balance of faults found and alarms that were right; 1 is perfect. 2·right / (2·right"
                  + " + false + missed)."),
          Map.entry("FAR %", "False alarms: of the rows without a fault, how many were alarmed."),
          Map.entry("MAR %", "Missed: of the rows with a fault, how many were not alarmed."),
          Map.entry(
              "PR-AUC",
              "Average precision over all limits: how well failures are ranked above the rest; 1 is"
                  + " perfect, the share of failures is chance."),
          Map.entry(
              "NAB",
              "Score of the Numenta benchmark: early and right counts, late, false and missed costs;"
                  + " 100 is perfect."),
          Map.entry(
              "RMSE",
              "Typical error of the remaining life, in the data's own cycles; less is better."),
          Map.entry(
              "RMSE uncapped",
              "The same against the true remaining life, even where it is longer than the model can"
                  + " say."),
          Map.entry(
              "NASA score",
              "Sum over the machines; a life foretold too long costs more than one too short; less"
                  + " is better."),
          Map.entry(
              "coverage %", "Of the true lives, how many lie in the stated nine-in-ten interval."),
          Map.entry("width", "Mean width of that interval, in cycles."),
          Map.entry("rows", "How many rows, or machines, were judged."),
          Map.entry("source", "Where the figure comes from."));

  private ColumnWords() {}
}
