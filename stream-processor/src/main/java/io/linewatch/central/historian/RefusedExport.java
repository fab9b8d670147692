package io.linewatch.central.historian;

import java.io.Serial;
import java.util.List;

/** An export that cannot be imported as it is; each line says what to do. */
public final class RefusedExport extends Exception {
  @Serial private static final long serialVersionUID = 1;

  public RefusedExport(String message) {
    super(message);
  }

  public RefusedExport(List<String> problems) {
    super(String.join("\n", problems));
  }
}
