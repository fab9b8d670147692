package io.linewatch.model.fit;

/** Told how a fit comes along, on the thread that fits. */
@FunctionalInterface
public interface FitProgress {
  /** What is being done, in a plain sentence. */
  void said(String sentence);

  /** How much is done, 0 to 1, never falling. */
  default void done(double share) {}
}
