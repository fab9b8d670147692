package io.linewatch.model.recording;

import java.io.Serial;

/** A recording that is not one, or not whole; the message says what is wrong. */
public final class UnreadableRecording extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public UnreadableRecording(String message) {
    super(message);
  }

  public UnreadableRecording(String message, Throwable cause) {
    super(message, cause);
  }
}
