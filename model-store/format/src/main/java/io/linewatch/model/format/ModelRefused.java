package io.linewatch.model.format;

import java.io.Serial;

/**
 * A model package that must not be used. The message says what is wrong with it, for people. Trying
 * again does not help, unlike with an {@link java.io.IOException}.
 */
public final class ModelRefused extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public ModelRefused(String reason) {
    super(reason);
  }

  public ModelRefused(String reason, Throwable cause) {
    super(reason, cause);
  }
}
