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
          Map.entry(
              "image AUROC",
              "Of all pairs of a good and a defective picture, in how many the defective one scores"
                  + " higher; 1 is perfect, 0.5 chance."),
          Map.entry("pixel AUROC", "The same of pixels: how well the heat-map marks the defect."),
          Map.entry(
              "recall at 1 %",
              "Defective pictures found where 1 % of the good test pictures would be rejected."),
          Map.entry("recall at 5 %", "The same where 5 % would be."),
          Map.entry("allowed", "Share of good parts that the limit was asked to reject at most."),
          Map.entry(
              "good rejected",
              "Share of the good test pictures above the limit, which good pictures alone gave."),
          Map.entry("defects rejected", "Share of the defective ones above that limit."),
          Map.entry(
              "F at IoU 0.33",
              "Balance of defects found and spots that were right; a spot is right when it overlaps"
                  + " the defect's rectangle by more than a third of their common area."),
          Map.entry(
              "golden refused", "Golden pictures that show nothing; their defects are missed."),
          Map.entry("rows", "How many rows, or machines, were judged."),
          Map.entry("source", "Where the figure comes from."));

  private ColumnWords() {}
}
