package io.linewatch.domain.series;

import java.io.Serial;

/** Bytes that are not a whole, undamaged series block of a known version; the message says why. */
public final class MalformedBlock extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public MalformedBlock(String message) {
    super(message);
  }

  public MalformedBlock(String message, Throwable cause) {
    super(message, cause);
  }
}
