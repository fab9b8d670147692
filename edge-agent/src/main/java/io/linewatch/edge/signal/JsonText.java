package io.linewatch.edge.signal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strict, bounded JSON in UTF-8. */
final class JsonText {
  private static final int MAX_DEPTH = 32;
  private static final int MAX_STRING = 65_536;
  private static final int MAX_DIGITS = 100;
  private static final int SAMPLE_LENGTH = 120;

  /**
   * NaN and Infinity are not JSON, but sensors write them: they are read so that they can be named
   * as what they are.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_STRING)
                  .maxNumberLength(MAX_DIGITS)
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();

  private static final JsonMapper MAPPER = new JsonMapper(FACTORY);

  private JsonText() {}

  /** Whether the bytes are UTF-8 without NUL; Jackson alone would take UTF-16 and UTF-32 too. */
  static boolean isUtf8(byte[] bytes) {
    boolean ascii = true;
    for (byte b : bytes) {
      if (b == 0) {
        return false;
      }
      ascii &= b > 0;
    }
    if (ascii) {
      return true;
    }
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }

  static JsonParser parser(byte[] bytes) throws IOException {
    return FACTORY.createParser(bytes);
  }

  /** The whole payload; null when it is blank. */
  static @Nullable JsonNode tree(byte[] bytes) throws IOException {
    try (JsonParser parser = parser(bytes)) {
      if (parser.nextToken() == null) {
        return null;
      }
      JsonNode root = value(parser);
      requireEnd(parser);
      return root;
    }
  }

  /** The value the parser stands at; the parser then stands at its last token. */
  static JsonNode value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT, START_ARRAY -> MAPPER.readTree(parser);
      case VALUE_STRING -> TextNode.valueOf(parser.getText());
      case VALUE_NUMBER_FLOAT -> DoubleNode.valueOf(parser.getDoubleValue());
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> IntNode.valueOf(parser.getIntValue());
            case LONG -> LongNode.valueOf(parser.getLongValue());
            default -> BigIntegerNode.valueOf(parser.getBigIntegerValue());
          };
      case VALUE_TRUE -> BooleanNode.TRUE;
      case VALUE_FALSE -> BooleanNode.FALSE;
      default -> NullNode.getInstance();
    };
  }

  /** Goes over a value to its last token; every token of it is looked at, as if it were wanted. */
  static void pass(JsonParser parser) throws IOException {
    int open = 0;
    while (true) {
      JsonToken token = parser.currentToken();
      if (token.isStructStart()) {
        open++;
      } else if (token.isStructEnd()) {
        open--;
      } else if (token == JsonToken.VALUE_STRING && parser.getTextLength() > MAX_STRING) {
        // Asked for its length, the parser reads the text, which it would else only skip.
        throw new JsonParseException(parser, "a text of more than " + MAX_STRING + " characters");
      }
      if (open == 0) {
        return;
      }
      parser.nextToken();
    }
  }

  /**
   * @throws JsonParseException when anything but blanks follows
   */
  static void requireEnd(JsonParser parser) throws IOException {
    JsonToken next = parser.nextToken();
    if (next != null) {
      throw new JsonParseException(parser, "after its end follows another value");
    }
  }

  /** The beginning of a payload as people can read it: never more than 120 characters. */
  static String sample(byte[] bytes) {
    int length = Math.min(bytes.length, SAMPLE_LENGTH);
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    StringBuilder printable = new StringBuilder(length);
    text.codePoints()
        .limit(SAMPLE_LENGTH)
        .forEach(c ->
            printable.appendCodePoint(Character.isISOControl(c) || !isShown(c) ? '\uFFFD' : c));
    return printable.toString();
  }

  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
