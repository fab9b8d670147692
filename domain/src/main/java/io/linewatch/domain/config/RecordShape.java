package io.linewatch.domain.config;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What reflection knows of a record type, looked up once. */
record RecordShape(Constructor<?> constructor, List<Component> components, Set<String> names) {
  /**
   * @param nullable whether the component may be missing
   */
  record Component(String name, AnnotatedType type, boolean nullable, Method accessor) {}

  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return look(type);
        }
      };

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  private static RecordShape look(Class<?> type) {
    RecordComponent[] declared = type.getRecordComponents();
    if (declared == null) {
      throw new IllegalStateException(type + " is not a record");
    }
    List<Component> components = new ArrayList<>();
    Class<?>[] types = new Class<?>[declared.length];
    for (int i = 0; i < declared.length; i++) {
      types[i] = declared[i].getType();
      AnnotatedType annotated = declared[i].getAnnotatedType();
      Method accessor = declared[i].getAccessor();
      accessor.setAccessible(true);
      components.add(
          new Component(
              declared[i].getName(),
              annotated,
              annotated.isAnnotationPresent(Nullable.class),
              accessor));
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      Set<String> names = new TreeSet<>();
      components.forEach(component -> names.add(component.name()));
      return new RecordShape(constructor, List.copyOf(components), names);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " has no canonical constructor", e);
    }
  }
}
