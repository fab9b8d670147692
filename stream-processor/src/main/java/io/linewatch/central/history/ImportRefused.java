package io.linewatch.central.history;

import java.io.Serial;

/** History does not take an import, or does not give it back; the message says what to do. */
public final class ImportRefused extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public ImportRefused(String message) {
    super(message);
  }
}
