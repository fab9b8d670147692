package io.linewatch.central.console;

import java.io.Serial;

/** A request that cannot be served; the message tells the person what to do. */
public final class ApiError extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  /**
   * @param code stable word by which pages translate the message
   */
  public ApiError(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }
}
