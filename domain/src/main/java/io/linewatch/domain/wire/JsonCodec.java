package io.linewatch.domain.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linewatch.domain.bytes.StrictUtf8;
import io.linewatch.domain.config.Excerpt;
import io.linewatch.domain.config.Nearest;
import io.linewatch.domain.config.Problem;
import io.linewatch.domain.config.RecordBinder;
import io.linewatch.domain.config.RecordTokens;
import io.linewatch.domain.config.RecordWriter;
import io.linewatch.domain.config.Scalars;
import io.linewatch.domain.config.TextTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records as UTF-8 JSON in the envelope {@code {"v":1,"type":…}}, whose further fields are the
 * record's components. Equal records give equal bytes.
 *
 * @param <T> the common type of all records of the topic
 */
final class JsonCodec<T> implements Codec<T> {
  static final int OLDEST_VERSION = 1;
  static final int NEWEST_VERSION = 1;
  private static final int MAX_REPORTED = 5;
  private static final int MAX_SHOWN = 60;
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, Class<? extends T>> typeByTag;
  private final Map<Class<?>, String> tagByType;
  private final int maxBytes;

  private JsonCodec(Map<String, Class<? extends T>> typeByTag, int maxBytes) {
    this.typeByTag = new TreeMap<>(typeByTag);
    this.tagByType =
        typeByTag.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    this.maxBytes = maxBytes;
  }

  static <T extends Record> JsonCodec<T> of(String tag, Class<T> type, int maxBytes) {
    return new JsonCodec<>(Map.of(tag, type), maxBytes);
  }

  static <T> JsonCodec<T> ofSealed(Map<String, Class<? extends T>> typeByTag, int maxBytes) {
    return new JsonCodec<>(typeByTag, maxBytes);
  }

  /**
   * @throws IllegalArgumentException when the value cannot travel: too large, a number that is not
   *     finite, or text that is not whole
   */
  @Override
  public byte[] encode(T value) {
    String tag = tagByType.get(value.getClass());
    if (tag == null || !(value instanceof Record components)) {
      throw new IllegalArgumentException(value.getClass() + " does not travel on this topic");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeNumberField("v", NEWEST_VERSION);
      out.writeStringField("type", tag);
      RecordWriter.writeComponents(out, components);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused a write", e);
    }
    if (bytes.size() > maxBytes) {
      throw new IllegalArgumentException(
          tag + " of " + bytes.size() + " bytes is larger than " + maxBytes);
    }
    return bytes.toByteArray();
  }

  @Override
  public T decode(byte[] bytes) {
    if (bytes.length > maxBytes) {
      throw new MalformedRecord(bytes.length + " bytes, but at most " + maxBytes + " are allowed");
    }
    String text = utf8(bytes);
    T value = quickly(text);
    return value == null ? carefully(text) : value;
  }

  /**
   * Only what programs of ours write, in one pass: the tree that would say what is wrong with the
   * rest takes many times the memory of the text.
   *
   * @throws MalformedRecord for all else
   */
  T decodeWritten(byte[] bytes) {
    T value = quickly(utf8(bytes));
    if (value == null) {
      throw new MalformedRecord(
          "is not as a program of version "
              + NEWEST_VERSION
              + " writes it; it is too large to say more");
    }
    return value;
  }

  /** As programs of ours write it, in one pass; null for the rest. */
  @Nullable T quickly(String text) {
    RecordTokens tokens = RecordTokens.ofObject(text);
    if (tokens == null) {
      return null;
    }
    try (tokens) {
      Integer version = tokens.whole("v");
      if (version == null || version < OLDEST_VERSION || version > NEWEST_VERSION) {
        return null;
      }
      String tag = tokens.text("type");
      Class<? extends T> type = tag == null ? null : typeByTag.get(tag);
      return type == null ? null : tokens.rest(type);
    }
  }

  /** Reads any form that is allowed, and says everything that is wrong. */
  T carefully(String text) {
    TextTree tree = TextTree.ofJson(text);
    refuse(tree.problems());
    if (!(tree.root() instanceof ObjectNode envelope)) {
      throw new MalformedRecord("must be a JSON object");
    }
    requireVersion(envelope.remove("v"));
    RecordBinder binder = new RecordBinder(Scalars.STRICT);
    T value = binder.bind(envelope, typeOf(envelope.remove("type")), "");
    refuse(binder.problems());
    if (value == null) {
      throw new MalformedRecord("could not be read");
    }
    return value;
  }

  private static void requireVersion(@Nullable JsonNode version) {
    if (version == null) {
      throw new MalformedRecord("v: is missing");
    }
    boolean known =
        version.isIntegralNumber()
            && version.canConvertToInt()
            && version.intValue() >= OLDEST_VERSION
            && version.intValue() <= NEWEST_VERSION;
    if (!known) {
      throw new MalformedRecord(
          "v: version "
              + Excerpt.of(version.asText(), MAX_SHOWN)
              + " cannot be read here; this program reads versions "
              + OLDEST_VERSION
              + " to "
              + NEWEST_VERSION);
    }
  }

  private Class<? extends T> typeOf(@Nullable JsonNode tag) {
    if (tag == null || !tag.isTextual()) {
      throw new MalformedRecord("type: is missing or not text");
    }
    Class<? extends T> type = typeByTag.get(tag.textValue());
    if (type == null) {
      throw new MalformedRecord(
          "type: '"
              + Excerpt.of(tag.textValue(), MAX_SHOWN)
              + "' is not known here; "
              + Nearest.hint(tag.textValue(), typeByTag.keySet()));
    }
    return type;
  }

  private static String utf8(byte[] bytes) {
    try {
      return StrictUtf8.text(bytes);
    } catch (CharacterCodingException e) {
      throw new MalformedRecord("is not UTF-8 text", e);
    }
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new MalformedRecord(
          problems.stream()
              .limit(MAX_REPORTED)
              .map(Problem::toString)
              .collect(Collectors.joining("; ")));
    }
  }
}
