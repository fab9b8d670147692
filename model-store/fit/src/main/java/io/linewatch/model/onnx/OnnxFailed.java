package io.linewatch.model.onnx;

import java.io.Serial;

/** ONNX Runtime could not load or run a graph; the message is the runtime's own. */
public final class OnnxFailed extends Exception {
  @Serial private static final long serialVersionUID = 1;

  OnnxFailed(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
