package io.linewatch.model.fit.visual;

import io.linewatch.model.onnx.VisualGraph.Percent;
import io.linewatch.model.onnx.VisualHead;
import java.util.List;

/**
 * A learned model in plain code: what the graph computes, from whitened places on. Pure.
 *
 * @param grids by scale
 * @param heads in the order of their weights
 * @param weights by head
 * @param rows of the heat-map
 * @param columns of the heat-map
 * @param score to percent
 * @param heat to percent
 */
public record VisualModel(
    List<Grid> grids,
    List<VisualHead> heads,
    double[] weights,
    int rows,
    int columns,
    Percent score,
    Percent heat) {

  /** Places of a scale. */
  public record Grid(int rows, int columns, int dimensions) {}

  /**
   * What it says of one picture.
   *
   * @param score percent of the limit
   * @param heat [rows × columns], percent of the limit of a place
   */
  public record Answer(double score, double[] heat) {}

  /**
   * @param places of one picture, its contexts in few numbers
   */
  public Answer answer(PicturePlaces places) {
    Sums sums = sums(grids, heads, weights, rows, columns, places);
    double[] percent = new double[sums.heat().length];
    for (int i = 0; i < percent.length; i++) {
      percent[i] = heat.of(sums.heat()[i]);
    }
    return new Answer(score.of(sums.score()), percent);
  }

  /**
   * Weighted sums before they are made percent.
   *
   * @param scores by head, not weighted
   */
  record Sums(double score, double[] heat, double[] scores) {}

  static Sums sums(
      List<Grid> grids,
      List<VisualHead> heads,
      double[] weights,
      int rows,
      int columns,
      PicturePlaces places) {
    double[] scores = new double[heads.size()];
    double[] heat = new double[rows * columns];
    double score = 0;
    for (int i = 0; i < scores.length; i++) {
      VisualHead head = heads.get(i);
      Grid grid = grids.get(head.scale());
      double[] map = HeadMap.of(head, places, grid.rows(), grid.columns());
      scores[i] = HeadMap.score(map);
      score += weights[i] * scores[i];
      double[] resized = HeadMap.resized(map, grid.rows(), grid.columns(), rows, columns);
      for (int place = 0; place < heat.length; place++) {
        heat[place] += weights[i] * resized[place];
      }
    }
    return new Sums(score, heat, scores);
  }
}
