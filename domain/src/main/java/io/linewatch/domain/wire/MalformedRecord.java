package io.linewatch.domain.wire;

import io.linewatch.domain.config.Excerpt;
import java.io.Serial;

/**
 * Bytes that are not what their topic promises; the message names the place and the reason, in at
 * most 2,000 characters.
 */
public final class MalformedRecord extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;
  private static final int MAX_MESSAGE = 2_000;

  public MalformedRecord(String message) {
    super(Excerpt.of(message, MAX_MESSAGE));
  }

  public MalformedRecord(String message, Throwable cause) {
    super(Excerpt.of(message, MAX_MESSAGE), cause);
  }
}
