package io.linewatch.model.fit.visual;

/** How places are judged. */
public enum HeadKind {
  /** By what is usual at this place: for parts that lie alike. */
  POSITION,
  /**
   * By what is usual at this place of a picture that is like this one as a whole: for parts of
   * several looks or lights.
   */
  CONTEXT,
  /** By what is usual anywhere: for parts that lie anyhow. */
  ANYWHERE;

  /**
   * The one at a scale. Where a picture is looked at in tiles it is always {@link #ANYWHERE}: what
   * is usual at each of ten thousand places and more would take a package of 300 MB and more
   * pictures than there are.
   */
  HeadKind at(VisualModel.Grid grid) {
    return grid.tiled() ? ANYWHERE : this;
  }
}
