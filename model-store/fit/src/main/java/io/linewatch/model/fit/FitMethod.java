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
 * @param varianceShare the components that together explain this share are kept, in (0, 1); kinds
 *     without components take no notice of it
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
    PRINCIPAL_COMPONENTS(""),
    /** Rows that were seen: several ways of running, and curves. */
    SIMILARITY("similarity"),
    /** Every channel from the others, by a small network: curves. */
    AUTOENCODER("autoencoder"),
    /** The present from the past, by a small network; needs lags. */
    FORECASTER("forecaster"),
    /** The mean of two scores, each in parts of its limit. */
    COMPONENTS_AND_SIMILARITY("components and similarity"),
    /** The mean of two scores, each in parts of its limit. */
    COMPONENTS_AND_AUTOENCODER("components and autoencoder");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Whether principal components have a part in it. */
    boolean hasComponents() {
      return this == PRINCIPAL_COMPONENTS
          || this == COMPONENTS_AND_SIMILARITY
          || this == COMPONENTS_AND_AUTOENCODER;
    }
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
    if (kind != Kind.PRINCIPAL_COMPONENTS && averagedRows != 1) {
      throw new IllegalArgumentException(
          "only principal components are averaged over rows; "
              + kind.words
              + " is not averaged,"
              + " use a window");
    }
    if (kind == Kind.FORECASTER && (!lags.contains(0) || lags.size() < 2)) {
      throw new IllegalArgumentException(
          "a forecaster needs the present and what came before it, such as lags 0, 5 and 10");
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
    return as(Kind.SIMILARITY);
  }

  /** The same by another kind of model. */
  public FitMethod as(Kind other) {
    return new FitMethod(other, windowRows, features, lags, varianceShare, averagedRows);
  }

  NormalModel fit(float[][] rows, Columns columns) {
    return switch (kind) {
      case PRINCIPAL_COMPONENTS -> PcaModel.fit(rows, columns.leastScale(), varianceShare);
      case SIMILARITY -> SimilarityModel.fit(rows, columns);
      case AUTOENCODER -> NetworkModel.autoencoder(rows, columns);
      case FORECASTER -> NetworkModel.forecaster(rows, columns);
      case COMPONENTS_AND_SIMILARITY -> together(rows, columns, Kind.SIMILARITY);
      case COMPONENTS_AND_AUTOENCODER -> together(rows, columns, Kind.AUTOENCODER);
    };
  }

  private EnsembleModel together(float[][] rows, Columns columns, Kind second) {
    return EnsembleModel.fit(
        rows,
        List.of(
            part -> as(Kind.PRINCIPAL_COMPONENTS).fit(part, columns),
            part -> as(second).fit(part, columns)));
  }

  /** Such as {@code mean of 20 rows, 95 % of the variance}. */
  @Override
  public String toString() {
    String of =
        features.stream()
            .map(feature -> feature.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" and "));
    return (kind.words.isEmpty() ? "" : kind.words + ", ")
        + of
        + " of "
        + windowRows
        + (windowRows == 1 ? " row" : " rows")
        + (lags.equals(List.of(0)) ? "" : ", lags " + lags)
        + (kind.hasComponents()
            ? ", " + Math.round(100 * varianceShare) + " % of the variance"
            : "")
        + (averagedRows == 1 ? "" : ", averaged over " + averagedRows + " rows");
  }
}
