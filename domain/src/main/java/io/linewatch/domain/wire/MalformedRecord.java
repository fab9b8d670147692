package io.linewatch.domain.wire;

import java.io.Serial;

/** Bytes that are not what their topic promises; the message names the place and the reason. */
public final class MalformedRecord extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public MalformedRecord(String message) {
    super(message);
  }

  public MalformedRecord(String message, Throwable cause) {
    super(message, cause);
  }
}
