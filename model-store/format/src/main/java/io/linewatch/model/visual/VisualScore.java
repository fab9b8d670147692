package io.linewatch.model.visual;

/**
 * What a model says of one picture.
 *
 * @param percent of the limit; a part is good below {@link VisualSpec.Limits#review()} and rejected
 *     from {@link VisualSpec.Limits#reject()} on
 * @param map where it is unusual
 * @param reason what was found or is missing, in words; empty where there is nothing, or no label
 */
public record VisualScore(double percent, HeatMap map, String reason) {
  public VisualScore(double percent, HeatMap map) {
    this(percent, map, "");
  }

  /** The same with its map at another place. */
  public VisualScore with(HeatMap placed) {
    return new VisualScore(percent, placed, reason);
  }

  /** Row of the map's greatest value. */
  public int peakRow() {
    return map.greatest() / map.columns();
  }

  /** Column of the map's greatest value. */
  public int peakColumn() {
    return map.greatest() % map.columns();
  }
}
