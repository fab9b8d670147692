package io.linewatch.model.server;

import java.util.List;

/** Error answer of the OCI distribution specification. */
record ErrorBody(List<Problem> errors) {
  record Problem(String code, String message) {}

  static ErrorBody of(String code, String message) {
    return new ErrorBody(List.of(new Problem(code, message)));
  }
}
