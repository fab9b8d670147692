package io.linewatch.model.format;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what Jackson lets pass: a component that is there and null, though its type does not say
 * that it may be.
 */
final class Nulls {
  private Nulls() {}

  /**
   * @return the place of the first one below {@code value}, or null when there is none
   */
  static @Nullable String firstIn(@Nullable Object value, String path) {
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        String found = firstIn(list.get(i), path + "[" + i + "]");
        if (found != null) {
          return found;
        }
      }
    }
    return value instanceof Record whole && isOurs(whole) ? firstComponent(whole, path) : null;
  }

  private static boolean isOurs(Record value) {
    return value.getClass().getName().startsWith("io.linewatch.");
  }

  private static @Nullable String firstComponent(Record whole, String path) {
    for (RecordComponent component : whole.getClass().getRecordComponents()) {
      String place = path.isEmpty() ? component.getName() : path + "." + component.getName();
      Object child = read(component, whole);
      boolean allowed = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      String found = child == null ? (allowed ? null : place) : firstIn(child, place);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Object read(RecordComponent component, Record whole) {
    try {
      return component.getAccessor().invoke(whole);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
