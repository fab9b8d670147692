package io.linewatch.domain.bytes;

import java.io.Serial;

/** Bytes that were not sealed in this form, or are damaged; the message says which. */
public final class BrokenSeal extends Exception {
  @Serial private static final long serialVersionUID = 1;

  BrokenSeal(String message) {
    super(message);
  }
}
