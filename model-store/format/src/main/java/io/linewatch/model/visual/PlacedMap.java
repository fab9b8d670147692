package io.linewatch.model.visual;

/** A heat-map of a picture that was moved and turned, back to where its spots are. Pure. */
final class PlacedMap {
  private PlacedMap() {}

  /**
   * @param map over the region of the golden picture
   * @return over the same region of the picture itself; 0 where the model has not looked
   */
  static HeatMap back(HeatMap map, PicturePose pose, PictureRegion region, Picture picture) {
    if (pose.isSame()) {
      return map;
    }
    Picture.Box box = picture.boxOf(region);
    PicturePose.Affine golden = pose.in(picture.width(), picture.height()).inverse();
    double stepX = (double) box.width() / map.columns();
    double stepY = (double) box.height() / map.rows();
    float[] back = new float[map.percent().length];
    for (int row = 0; row < map.rows(); row++) {
      for (int column = 0; column < map.columns(); column++) {
        double x = box.left() + (column + 0.5) * stepX;
        double y = box.top() + (row + 0.5) * stepY;
        double toColumn = (golden.x(x, y) - box.left()) / stepX - 0.5;
        double toRow = (golden.y(x, y) - box.top()) / stepY - 0.5;
        back[row * map.columns() + column] = between(map, toRow, toColumn);
      }
    }
    return new HeatMap(map.rows(), map.columns(), back);
  }

  private static float between(HeatMap map, double row, double column) {
    int top = (int) Math.floor(row);
    int left = (int) Math.floor(column);
    double low = row - top;
    double right = column - left;
    double above = at(map, top, left) * (1 - right) + at(map, top, left + 1) * right;
    double below = at(map, top + 1, left) * (1 - right) + at(map, top + 1, left + 1) * right;
    return (float) (above * (1 - low) + below * low);
  }

  private static float at(HeatMap map, int row, int column) {
    return row < 0 || column < 0 || row >= map.rows() || column >= map.columns()
        ? 0
        : map.at(row, column);
  }
}
