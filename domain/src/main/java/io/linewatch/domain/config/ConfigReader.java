package io.linewatch.domain.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file becomes a record. Every problem is reported at once, with its path, its line
 * and the nearest valid word. Keys are component names; only {@code @Nullable} components may be
 * left out; bounds are checked by compact constructors, whose {@link IllegalArgumentException}
 * becomes a problem.
 */
public final class ConfigReader {
  private ConfigReader() {}

  /**
   * @param value null when there are problems
   * @param problems in the order of the file; empty when all is well
   */
  public record Result<T>(@Nullable T value, List<Problem> problems) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  /** Reads one YAML document (JSON is YAML too). */
  public static <T> Result<T> read(String yaml, Class<T> recordType) {
    TextTree tree = TextTree.ofYaml(yaml);
    List<Problem> problems = new ArrayList<>(tree.problems());
    T value = null;
    if (!tree.root().isMissingNode()) {
      RecordBinder binder = new RecordBinder(Scalars.LENIENT);
      value = binder.bind(tree.root(), recordType, "");
      problems.addAll(binder.problems());
    }
    return new Result<>(
        problems.isEmpty() ? value : null, problems.stream().map(tree::placed).toList());
  }
}
