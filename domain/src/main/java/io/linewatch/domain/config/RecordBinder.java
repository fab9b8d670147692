package io.linewatch.domain.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tree becomes a record: component names are keys, only {@code @Nullable} components may be
 * missing, unknown keys are refused, and what a compact constructor throws is a problem at the
 * record's place. Collects all problems; one instance binds one tree.
 */
public final class RecordBinder {
  private final Scalars scalars;
  private final List<Problem> problems = new ArrayList<>();

  /** How many there are, also beyond those that are kept. */
  private int found;

  public RecordBinder(Scalars scalars) {
    this.scalars = scalars;
  }

  /** What is wrong so far, in the order of the tree. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /**
   * @param root path of {@code tree} itself, the start of every problem's path
   * @return the record, or null when there are problems
   */
  public <T> @Nullable T bind(JsonNode tree, Class<T> type, String root) {
    int before = found;
    Object value = record(tree, type, root);
    return found > before ? null : type.cast(value);
  }

  private void problem(String path, String message) {
    found++;
    if (problems.size() < Problem.MAX_KEPT) {
      problems.add(new Problem(path, message));
    }
  }

  private @Nullable Object value(JsonNode node, AnnotatedType annotated, String path) {
    Type type = annotated.getType();
    if (type instanceof ParameterizedType parameterized
        && annotated instanceof AnnotatedParameterizedType arguments) {
      Class<?> raw = (Class<?>) parameterized.getRawType();
      AnnotatedType[] of = arguments.getAnnotatedActualTypeArguments();
      return raw == Map.class ? map(node, of[1], path) : list(node, raw, of[0], path);
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isRecord() && !Scalars.isText(raw)) {
      return record(node, raw, path);
    }
    if (node.isContainerNode()) {
      problem(path, "must be one value, not " + Scalars.describe(node));
      return null;
    }
    try {
      return scalars.read(node, raw);
    } catch (IllegalArgumentException e) {
      problem(path, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable Object list(JsonNode node, Class<?> raw, AnnotatedType of, String path) {
    if (!node.isArray()) {
      problem(path, "must be a list, not " + Scalars.describe(node));
      return null;
    }
    List<@Nullable Object> items = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      String place = path + "[" + i + "]";
      if (node.get(i).isNull()) {
        problem(place, "must not be empty");
      } else {
        items.add(value(node.get(i), of, place));
      }
    }
    if (raw != Set.class) {
      return items;
    }
    Set<@Nullable Object> set = new LinkedHashSet<>();
    for (int i = 0; i < items.size(); i++) {
      Object item = items.get(i);
      if (!set.add(item) && item != null) {
        problem(path + "[" + i + "]", "'" + item + "' is listed twice");
      }
    }
    return set;
  }

  private @Nullable Object map(JsonNode node, AnnotatedType of, String path) {
    if (!node.isObject()) {
      problem(path, "must be a group of keys, not " + Scalars.describe(node));
      return null;
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String place = join(path, entry.getKey());
      if (entry.getValue().isNull()) {
        problem(place, "must not be empty");
      } else if (isWholeText(entry.getKey(), place)) {
        map.put(entry.getKey(), value(entry.getValue(), of, place));
      }
    }
    return map;
  }

  private boolean isWholeText(String key, String place) {
    String flaw = WholeText.flaw(key);
    if (flaw != null) {
      problem(place, "the key " + flaw);
    }
    return flaw == null;
  }

  private @Nullable Object record(JsonNode node, Class<?> type, String path) {
    if (!node.isObject()) {
      problem(path, "must be a group of keys, not " + Scalars.describe(node));
      return null;
    }
    int before = found;
    RecordShape shape = RecordShape.of(type);
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!shape.names().contains(entry.getKey())) {
        problem(
            join(path, entry.getKey()),
            "unknown key '" + entry.getKey() + "'; " + Nearest.hint(entry.getKey(), shape.names()));
      }
    }
    @Nullable Object[] arguments = new @Nullable Object[shape.components().size()];
    for (int i = 0; i < arguments.length; i++) {
      RecordShape.Component component = shape.components().get(i);
      JsonNode child = node.get(component.name());
      String place = join(path, component.name());
      if (child != null && !child.isNull()) {
        arguments[i] = value(child, component.type(), place);
      } else if (!component.nullable()) {
        problem(place, child == null ? "is missing" : "must not be empty");
      }
    }
    return found > before ? null : construct(shape, arguments, path);
  }

  private @Nullable Object construct(RecordShape shape, @Nullable Object[] arguments, String path) {
    try {
      return shape.constructor().newInstance(arguments);
    } catch (InvocationTargetException e) {
      // A compact constructor's refusal, whatever its type: hostile input must end as a problem.
      Throwable cause = e.getCause();
      problem(path, cause == null ? "is refused" : String.valueOf(cause.getMessage()));
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(shape.constructor() + " cannot be called", e);
    }
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
