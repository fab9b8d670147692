package io.linewatch.central.upload;

import java.io.Serial;

/** A file that is not taken; the message says why and what to do. */
public final class UploadRefused extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why, as HTTP says it. */
  public enum Reason {
    /** Another file of this name is here. */
    CONFLICT(409),
    /** What came is not what was announced, or nothing that is taken. */
    CONTENT(422),
    /** There is no room. */
    FULL(413);

    private final int status;

    Reason(int status) {
      this.status = status;
    }
  }

  public UploadRefused(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public int status() {
    return reason.status;
  }
}
