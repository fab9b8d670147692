package io.linewatch.edge.signal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

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
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING)
                          .maxNumberLength(MAX_DIGITS)
                          .build())
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

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

  /**
   * @throws JsonProcessingException with the place of the mistake
   */
  static JsonNode read(byte[] bytes) throws IOException {
    return MAPPER.readTree(bytes);
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
