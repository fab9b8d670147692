package io.linewatch.model.format;

import io.linewatch.domain.config.Excerpt;
import java.io.Serial;

/**
 * A model package that must not be used. The message says what is wrong with it, for people, in at
 * most 1,000 characters. Trying again does not help, unlike with an {@link java.io.IOException}.
 */
public final class ModelRefused extends Exception {
  @Serial private static final long serialVersionUID = 1;
  private static final int MAX_REASON = 1_000;

  public ModelRefused(String reason) {
    super(Excerpt.of(reason, MAX_REASON));
  }

  public ModelRefused(String reason, Throwable cause) {
    super(Excerpt.of(reason, MAX_REASON), cause);
  }
}
