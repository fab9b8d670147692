package io.linewatch.domain.config;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A record as JSON that {@link RecordBinder} reads back: components in their order, null ones left
 * out, sets and maps sorted, so that equal records give equal bytes.
 */
public final class RecordWriter {
  private RecordWriter() {}

  /**
   * Writes the components of a record into an object that is already open.
   *
   * @throws IllegalArgumentException for a number that is not finite, or text with half of a
   *     character or NUL
   */
  public static void writeComponents(JsonGenerator out, Record value) throws IOException {
    for (RecordShape.Component component : RecordShape.of(value.getClass()).components()) {
      Object child = read(component, value);
      if (child != null) {
        out.writeFieldName(component.name());
        write(out, child);
      }
    }
  }

  private static void write(JsonGenerator out, Object value) throws IOException {
    switch (value) {
      case String text -> out.writeString(WholeText.require(text));
      case Boolean truth -> out.writeBoolean(truth);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number -> out.writeNumber(finite(number));
      case Enum<?> constant -> out.writeString(constant.name());
      case Set<?> set -> writeAll(out, sorted(set));
      case Collection<?> list -> writeAll(out, list);
      case Map<?, ?> map -> writeMap(out, map);
      case Record whole when !Scalars.isText(whole.getClass()) -> {
        out.writeStartObject();
        writeComponents(out, whole);
        out.writeEndObject();
      }
      default -> out.writeString(value.toString());
    }
  }

  private static void writeAll(JsonGenerator out, Collection<?> values) throws IOException {
    out.writeStartArray();
    for (Object value : values) {
      write(out, value);
    }
    out.writeEndArray();
  }

  private static void writeMap(JsonGenerator out, Map<?, ?> map) throws IOException {
    Map<String, Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
    out.writeStartObject();
    for (Map.Entry<String, Object> entry : sorted.entrySet()) {
      out.writeFieldName(WholeText.require(entry.getKey()));
      write(out, entry.getValue());
    }
    out.writeEndObject();
  }

  /** Immutable sets iterate in an order that changes from run to run. */
  private static List<?> sorted(Set<?> set) {
    return set.stream()
        .map(Object.class::cast)
        .sorted(Comparator.comparing(Object::toString))
        .toList();
  }

  private static double finite(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("JSON carries finite numbers only, not " + number);
    }
    return number;
  }

  private static @Nullable Object read(RecordShape.Component component, Record value) {
    try {
      return component.accessor().invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component.accessor() + " cannot be read", e);
    }
  }
}
