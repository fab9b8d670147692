package io.linewatch.model.fit;

import java.io.Serial;

/** A recording nothing sound can be learned from; the message says why and what to do. */
public final class FitRefused extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public FitRefused(String message) {
    super(message);
  }
}
