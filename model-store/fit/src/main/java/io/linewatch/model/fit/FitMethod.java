package io.linewatch.model.fit;

import io.linewatch.model.format.ModelSpec.Feature;
import java.util.List;

/**
 * How normal running is learned.
 *
 * @param windowRows length of the sliding window in rows
 * @param features computed of every window
 * @param lags in rows
 * @param varianceShare the components that together explain this share are kept, in (0, 1)
 * @param averagedRows T² and SPE are averaged over so many rows, the present one last: slow faults
 *     stand out of the noise, quick ones are told later
 */
public record FitMethod(
    int windowRows,
    List<Feature> features,
    List<Integer> lags,
    double varianceShare,
    int averagedRows) {
  public static final int DEFAULT_WINDOW_ROWS = 20;
  public static final double DEFAULT_VARIANCE_SHARE = 0.95;
  private static final int MAX_AVERAGED_ROWS = 1_000;

  /** The mean of 20 rows of every channel; 95 % of the variance. */
  public static final FitMethod STANDARD =
      new FitMethod(
          DEFAULT_WINDOW_ROWS, List.of(Feature.MEAN), List.of(0), DEFAULT_VARIANCE_SHARE, 1);

  public FitMethod {
    features = List.copyOf(features);
    lags = List.copyOf(lags);
    if (!(varianceShare > 0 && varianceShare < 1)) {
      throw new IllegalArgumentException(
          "the share of variance lies between 0 and 1, not at " + varianceShare);
    }
    if (averagedRows < 1 || averagedRows > MAX_AVERAGED_ROWS) {
      throw new IllegalArgumentException(
          "1 to " + MAX_AVERAGED_ROWS + " rows are averaged, not " + averagedRows);
    }
  }

  public static FitMethod window(int rows) {
    return new FitMethod(rows, List.of(Feature.MEAN), List.of(0), DEFAULT_VARIANCE_SHARE, 1);
  }
}
