package io.linewatch.domain.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Strict JSON that a program wrote, read from its tokens straight into a record: no tree, no paths.
 * Whatever is not as it should be is answered by null, and then {@link TextTree} and {@link
 * RecordBinder} say what it is: what is accepted here they accept too, with an equal value. One
 * pass, one thread.
 */
public final class RecordTokens implements AutoCloseable {
  private final JsonParser parser;

  private RecordTokens(JsonParser parser) {
    this.parser = parser;
  }

  /** The tokens of an object; null when the text does not begin with one. */
  public static @Nullable RecordTokens ofObject(String text) {
    try {
      JsonParser parser = TextTree.jsonParser(text);
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        return new RecordTokens(parser);
      }
      parser.close();
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Value of the next field, when it has this name and is a whole number; else null. */
  public @Nullable Integer whole(String name) {
    try {
      return isNext(name, JsonToken.VALUE_NUMBER_INT)
              && parser.getNumberType() == JsonParser.NumberType.INT
          ? (Integer) parser.getIntValue()
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Value of the next field, when it has this name and is text; else null. */
  public @Nullable String text(String name) {
    try {
      return isNext(name, JsonToken.VALUE_STRING) ? parser.getText() : null;
    } catch (IOException e) {
      return null;
    }
  }

  private boolean isNext(String name, JsonToken value) throws IOException {
    return parser.nextToken() == JsonToken.FIELD_NAME
        && parser.currentName().equals(name)
        && parser.nextToken() == value;
  }

  /** All fields that are left, as the components of a record; null when anything is unusual. */
  public <T> @Nullable T rest(Class<T> type) {
    try {
      Object value = TokenForms.of(type).components(parser);
      return parser.nextToken() == null ? type.cast(value) : null;
    } catch (IOException | TokenForms.Unusual e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused to be closed", e);
    }
  }
}
