package io.linewatch.model.csv;

import java.io.Serial;

/** A file that is not a recording we can read; the message says why and what to do. */
public final class UnreadableCsv extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public UnreadableCsv(String message) {
    super(message);
  }
}
