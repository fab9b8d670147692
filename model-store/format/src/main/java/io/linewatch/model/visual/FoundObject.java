package io.linewatch.model.visual;

/**
 * A thing that a detector found, or the whole picture and what a classifier calls it.
 *
 * @param confidence 0 to 1
 * @param box in shares of the inspected region
 */
public record FoundObject(String label, double confidence, PictureRegion box) {
  double centreX() {
    return (box.left() + box.right()) / 2;
  }

  double centreY() {
    return (box.top() + box.bottom()) / 2;
  }

  /** Intersection over union of the two boxes. */
  double overlap(FoundObject other) {
    double width =
        Math.min(box.right(), other.box.right()) - Math.max(box.left(), other.box.left());
    double height =
        Math.min(box.bottom(), other.box.bottom()) - Math.max(box.top(), other.box.top());
    if (width <= 0 || height <= 0) {
      return 0;
    }
    double shared = width * height;
    return shared / (box.width() * box.height() + other.box.width() * other.box.height() - shared);
  }
}
