package io.linewatch.model.life;

import io.linewatch.model.fit.FitReport;
import io.linewatch.model.fit.Reference;
import java.util.List;

/**
 * How a remaining life was learned; {@code report.json} in the package. No time and no path in it.
 *
 * @param kind {@code remaining useful life}
 * @param data digest and name of every table
 * @param machines that ran to failure and were learned from
 * @param rows of them
 * @param featureRows windows learned from
 * @param dropped channels left out, each with the reason
 * @param notes repairs and warnings
 * @param kernelGamma chosen by cross-validation over machines
 * @param ridge chosen by cross-validation over machines
 * @param landmarks of the kernel
 * @param heldOut how good it is on machines it did not see
 * @param interval offsets of the nine-in-ten interval by foretold life
 * @param candidates error of every choice of the two on machines not seen
 * @param robustness how far scores move when windows are disturbed
 * @param reference what the features learned from look like
 */
public record LifeReport(
    String name,
    String kind,
    List<FitReport.Data> data,
    int machines,
    int rows,
    int featureRows,
    int windowCycles,
    int capCycles,
    int warnBelowCycles,
    List<String> channels,
    List<String> dropped,
    List<String> notes,
    double kernelGamma,
    double ridge,
    int landmarks,
    HeldOut heldOut,
    LifeInterval interval,
    List<Candidate> candidates,
    List<FitReport.Disturbance> robustness,
    Reference reference) {
  public LifeReport {
    data = List.copyOf(data);
    channels = List.copyOf(channels);
    dropped = List.copyOf(dropped);
    notes = List.copyOf(notes);
    candidates = List.copyOf(candidates);
    robustness = List.copyOf(robustness);
  }

  /**
   * On machines not seen, over all of their windows.
   *
   * @param rmse in cycles, of the capped life
   * @param intervalCoverage share of true lives in the interval that was taken from these very
   *     residuals, so near to what it promises by construction
   */
  public record HeldOut(double rmse, double intervalCoverage) {}

  /** One choice and its error, in cycles. */
  public record Candidate(double gamma, double ridge, double rmse) {}
}
