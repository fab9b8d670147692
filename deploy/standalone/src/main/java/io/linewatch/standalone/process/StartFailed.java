package io.linewatch.standalone.process;

import java.io.Serial;

/** The demo cannot go on; the message says what happened and what to do. */
public final class StartFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public StartFailed(String message) {
    super(message);
  }

  public StartFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
