package io.linewatch.central.cli;

import java.io.Serial;
import java.util.List;

/** Every problem of a configuration or a plant sheet at once, with its place. */
final class BadConfiguration extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  BadConfiguration(List<String> problems) {
    super(String.join("\n", problems), null, false, false);
    this.problems = List.copyOf(problems);
  }

  List<String> problems() {
    return problems;
  }
}
