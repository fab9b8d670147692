package io.linewatch.domain.inspection;

import org.jspecify.annotations.Nullable;

/**
 * Where on the picture the score comes from: the largest connected region of the heat-map above the
 * limit.
 *
 * @param left first column, in pixels of the picture as it came
 * @param top first row
 * @param width in pixels
 * @param height in pixels
 * @param areaPercent share of the picture that the region covers, 0 to 100
 * @param centreXMillimetres from the picture's left edge; null without a scale
 * @param centreYMillimetres from the picture's upper edge; null without a scale
 * @param areaSquareMillimetres null without a scale
 */
public record DefectRegion(
    int left,
    int top,
    int width,
    int height,
    double areaPercent,
    @Nullable Double centreXMillimetres,
    @Nullable Double centreYMillimetres,
    @Nullable Double areaSquareMillimetres) {
  public DefectRegion {
    if (left < 0 || top < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException("a region has at least one pixel, inside of the picture");
    }
  }
}
