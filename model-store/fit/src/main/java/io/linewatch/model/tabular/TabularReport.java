package io.linewatch.model.tabular;

import io.linewatch.model.fit.FitReport;
import io.linewatch.model.fit.Reference;
import java.util.List;
import java.util.SortedMap;

/**
 * How failures were learned; {@code report.json} in the package. No time and no path in it.
 *
 * @param kind {@code probability of failure}
 * @param data digest and name of every table
 * @param records learned from
 * @param failures among them
 * @param codes by channel that holds words: the number a gateway must send for each
 * @param dropped columns left out, each with the reason
 * @param notes repairs and warnings
 * @param pairs of channels whose product, difference and ratio the trees may split
 * @param limit probability at which the score is 100 %
 * @param outOfBag how good it is on records that the trees did not see
 * @param robustness how far scores move when the columns that hold numbers are disturbed
 * @param reference what the features learned from look like
 * @param seed of the forest and of the drawn golden samples
 */
public record TabularReport(
    String name,
    String kind,
    List<FitReport.Data> data,
    int records,
    int failures,
    List<String> channels,
    SortedMap<String, SortedMap<String, Integer>> codes,
    List<String> dropped,
    List<String> notes,
    int pairs,
    int trees,
    int nodes,
    double limit,
    OutOfBag outOfBag,
    List<FitReport.Disturbance> robustness,
    Reference reference,
    long seed) {
  public TabularReport {
    data = List.copyOf(data);
    channels = List.copyOf(channels);
    dropped = List.copyOf(dropped);
    notes = List.copyOf(notes);
    robustness = List.copyOf(robustness);
  }

  /** By trees that were not grown from the record; the limit was chosen on these. */
  public record OutOfBag(double averagePrecision, double precision, double recall) {}
}
