package io.linewatch.model.fit.visual;

import io.linewatch.model.onnx.VisualGraph.Percent;
import io.linewatch.model.onnx.VisualHead;
import java.util.ArrayList;
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

  /**
   * Places of a scale.
   *
   * @param tiled whether its picture is looked at in tiles, as there are so many places
   */
  public record Grid(int rows, int columns, int dimensions, boolean tiled) {}

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
    Sums sums = sums(maps(grids, heads, places), weights, rows, columns);
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

  /** What a head says of every place of a picture. */
  record PlaceMap(Grid grid, double[] values) {}

  /** By head. */
  static List<PlaceMap> maps(List<Grid> grids, List<VisualHead> heads, PicturePlaces places) {
    List<PlaceMap> maps = new ArrayList<>();
    for (VisualHead head : heads) {
      Grid grid = grids.get(head.scale());
      maps.add(new PlaceMap(grid, HeadMap.of(head, places, grid.rows(), grid.columns())));
    }
    return maps;
  }

  /**
   * @param rows of the heat
   */
  static Sums sums(List<PlaceMap> maps, double[] weights, int rows, int columns) {
    double[] scores = new double[maps.size()];
    double[] heat = new double[rows * columns];
    double score = 0;
    for (int i = 0; i < scores.length; i++) {
      Grid grid = maps.get(i).grid();
      double[] map = maps.get(i).values();
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
