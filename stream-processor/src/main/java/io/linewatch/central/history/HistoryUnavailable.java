package io.linewatch.central.history;

import java.io.Serial;

/** PostgreSQL did not answer or refused; nothing was changed. Worth trying again. */
public final class HistoryUnavailable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public HistoryUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
