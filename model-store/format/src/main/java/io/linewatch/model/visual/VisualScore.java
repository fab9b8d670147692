package io.linewatch.model.visual;

/**
 * What a model says of one picture.
 *
 * @param percent of the limit; a part is good below {@link VisualSpec.Limits#review()} and rejected
 *     from {@link VisualSpec.Limits#reject()} on
 * @param map where it is unusual
 */
public record VisualScore(double percent, HeatMap map) {

  /** Row of the map's greatest value. */
  public int peakRow() {
    return map.greatest() / map.columns();
  }

  /** Column of the map's greatest value. */
  public int peakColumn() {
    return map.greatest() % map.columns();
  }
}
