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
  ANYWHERE
}
