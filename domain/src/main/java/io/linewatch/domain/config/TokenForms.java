package io.linewatch.domain.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serial;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a record is read from tokens: one form for each component, looked up once a type. */
final class TokenForms {
  private static final ClassValue<TokenForms> FORMS =
      new ClassValue<>() {
        @Override
        protected TokenForms computeValue(Class<?> type) {
          return new TokenForms(RecordShape.of(type));
        }
      };

  private final Constructor<?> constructor;
  private final List<RecordShape.Component> components;
  private final List<Form> forms = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();

  private TokenForms(RecordShape shape) {
    constructor = shape.constructor();
    components = shape.components();
    for (RecordShape.Component component : components) {
      places.put(component.name(), forms.size());
      forms.add(form(component.type()));
    }
  }

  static TokenForms of(Class<?> type) {
    return FORMS.get(type);
  }

  /** Something that the careful way has to look at. Says nothing, so it costs nothing. */
  static final class Unusual extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    Unusual() {
      super(null, null, false, false);
    }
  }

  /** Reads one value; the parser stands at its first token, and at its last afterwards. */
  private interface Form {
    Object read(JsonParser parser) throws IOException;
  }

  /**
   * Reads fields to the end of the object that the parser is in.
   *
   * @throws Unusual when anything is not as a program of ours writes it
   */
  Object components(JsonParser parser) throws IOException {
    @Nullable Object[] values = new @Nullable Object[forms.size()];
    boolean[] seen = new boolean[values.length];
    int next = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      int place = place(parser.currentName(), next);
      if (seen[place]) {
        throw new Unusual();
      }
      seen[place] = true;
      next = place + 1;
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        values[place] = forms.get(place).read(parser);
      }
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null && !components.get(i).nullable()) {
        throw new Unusual();
      }
    }
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new Unusual();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(constructor + " cannot be called", e);
    }
  }

  /** Fields mostly stand in the order of the components. */
  private int place(String name, int next) {
    if (next < components.size() && components.get(next).name().equals(name)) {
      return next;
    }
    Integer place = places.get(name);
    if (place == null) {
      throw new Unusual();
    }
    return place;
  }

  private static Form form(AnnotatedType annotated) {
    Type type = annotated.getType();
    if (type instanceof ParameterizedType parameterized
        && annotated instanceof AnnotatedParameterizedType arguments) {
      AnnotatedType[] of = arguments.getAnnotatedActualTypeArguments();
      Class<?> raw = (Class<?>) parameterized.getRawType();
      return raw == Map.class ? map(form(of[1])) : list(raw == Set.class, form(of[0]));
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isRecord() && !Scalars.isText(raw)) {
      return parser -> {
        expect(parser, JsonToken.START_OBJECT);
        return of(raw).components(parser);
      };
    }
    return raw.isEnum() ? constant(raw) : scalar(raw);
  }

  private static Form scalar(Class<?> raw) {
    if (raw == boolean.class || raw == Boolean.class) {
      return parser ->
          switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new Unusual();
          };
    }
    if (raw == int.class || raw == Integer.class) {
      return parser -> {
        long number = whole(parser);
        if (number != (int) number) {
          throw new Unusual();
        }
        return (int) number;
      };
    }
    if (raw == long.class || raw == Long.class) {
      return TokenForms::whole;
    }
    if (raw == double.class || raw == Double.class) {
      return TokenForms::number;
    }
    Function<String, Object> text = Scalars.strictText(raw);
    return parser -> {
      expect(parser, JsonToken.VALUE_STRING);
      try {
        return text.apply(parser.getText());
      } catch (IllegalArgumentException | java.time.DateTimeException e) {
        throw new Unusual();
      }
    };
  }

  private static Form constant(Class<?> raw) {
    Map<String, Object> constants = new HashMap<>();
    for (Object constant : raw.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name(), constant);
    }
    return parser -> {
      expect(parser, JsonToken.VALUE_STRING);
      Object constant = constants.get(parser.getText());
      if (constant == null) {
        throw new Unusual();
      }
      return constant;
    };
  }

  private static long whole(JsonParser parser) throws IOException {
    expect(parser, JsonToken.VALUE_NUMBER_INT);
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw new Unusual();
    }
    return parser.getLongValue();
  }

  private static double number(JsonParser parser) throws IOException {
    double number =
        parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
            ? parser.getDoubleValue()
            : (double) whole(parser);
    if (!Double.isFinite(number)) {
      throw new Unusual();
    }
    return number;
  }

  private static Form list(boolean isSet, Form of) {
    return parser -> {
      expect(parser, JsonToken.START_ARRAY);
      List<Object> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(item(parser, of));
      }
      if (!isSet) {
        return items;
      }
      Set<Object> set = new LinkedHashSet<>(items);
      if (set.size() < items.size()) {
        throw new Unusual();
      }
      return set;
    };
  }

  private static Form map(Form of) {
    return parser -> {
      expect(parser, JsonToken.START_OBJECT);
      Map<String, Object> map = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        if (WholeText.flaw(key) != null || map.put(key, item(parser, of)) != null) {
          throw new Unusual();
        }
      }
      return map;
    };
  }

  private static Object item(JsonParser parser, Form of) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL || parser.currentToken() == null) {
      throw new Unusual();
    }
    return of.read(parser);
  }

  private static void expect(JsonParser parser, JsonToken token) {
    if (parser.currentToken() != token) {
      throw new Unusual();
    }
  }
}
