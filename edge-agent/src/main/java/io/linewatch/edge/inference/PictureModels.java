package io.linewatch.edge.inference;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The visual models that recipes name; got ready elsewhere, so that inspecting never waits. */
public interface PictureModels extends AutoCloseable {

  /**
   * A package.
   *
   * @param digest {@code sha256:…}
   */
  record Wanted(String name, String digest) {}

  /** Replaces what is wanted; returns at once. */
  void want(Set<Wanted> wanted);

  /** Null while it is not loaded. Stays usable until the models are closed. Any thread. */
  @Nullable PictureScorer scorer(Wanted wanted);

  /** Why a model is not loaded, and what to do. */
  String problem(Wanted wanted);

  @Override
  void close();
}
