package io.linewatch.model.fit;

import io.linewatch.model.format.ModelSpec.Feature;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How normal running is learned.
 *
 * @param kind of model
 * @param windowRows length of the sliding window in rows
 * @param features computed of every window
 * @param lags in rows
 * @param varianceShare the components that together explain this share are kept, in (0, 1);
 *     similarity takes no notice of it
 * @param averagedRows T² and SPE are averaged over so many rows, the present one last: slow faults
 *     stand out of the noise, quick ones are told later
 */
public record FitMethod(
    Kind kind,
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

  /** What is learned of normal running. */
  public enum Kind {
    /** How channels move together, along straight lines. */
    PRINCIPAL_COMPONENTS,
    /** Rows that were seen: several ways of running, and curves. */
    SIMILARITY
  }

  /** Principal components. */
  public FitMethod(
      int windowRows,
      List<Feature> features,
      List<Integer> lags,
      double varianceShare,
      int averagedRows) {
    this(Kind.PRINCIPAL_COMPONENTS, windowRows, features, lags, varianceShare, averagedRows);
  }

  public FitMethod {
    features = List.copyOf(features);
    lags = List.copyOf(lags);
    if (!(varianceShare > 0 && varianceShare < 1)) {
      throw new IllegalArgumentException(
          "the share of variance lies between 0 and 1, not at " + varianceShare);
    }
    if (kind == Kind.SIMILARITY && averagedRows != 1) {
      throw new IllegalArgumentException("similarity is not averaged over rows; use a window");
    }
    if (averagedRows < 1 || averagedRows > MAX_AVERAGED_ROWS) {
      throw new IllegalArgumentException(
          "1 to " + MAX_AVERAGED_ROWS + " rows are averaged, not " + averagedRows);
    }
  }

  public static FitMethod window(int rows) {
    return new FitMethod(rows, List.of(Feature.MEAN), List.of(0), DEFAULT_VARIANCE_SHARE, 1);
  }

  /** The same of what was seen. */
  public FitMethod similarity() {
    return new FitMethod(Kind.SIMILARITY, windowRows, features, lags, varianceShare, averagedRows);
  }

  NormalModel fit(float[][] rows, double[] leastScale) {
    return switch (kind) {
      case PRINCIPAL_COMPONENTS -> PcaModel.fit(rows, leastScale, varianceShare);
      case SIMILARITY -> SimilarityModel.fit(rows, leastScale);
    };
  }

  /** Such as {@code mean of 20 rows, 95 % of the variance}. */
  @Override
  public String toString() {
    String of =
        features.stream()
            .map(feature -> feature.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" and "));
    return (kind == Kind.SIMILARITY ? "similarity, " : "")
        + of
        + " of "
        + windowRows
        + (windowRows == 1 ? " row" : " rows")
        + (lags.equals(List.of(0)) ? "" : ", lags " + lags)
        + (kind == Kind.SIMILARITY
            ? ""
            : ", " + Math.round(100 * varianceShare) + " % of the variance")
        + (averagedRows == 1 ? "" : ", averaged over " + averagedRows + " rows");
  }
}
