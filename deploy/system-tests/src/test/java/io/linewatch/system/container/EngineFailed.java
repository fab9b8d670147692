package io.linewatch.system.container;

import java.io.Serial;

/**
 * The Docker engine is not there, does not answer in time, or refuses; says nothing of Linewatch.
 */
public final class EngineFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public EngineFailed(String message) {
    super(message);
  }

  EngineFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
