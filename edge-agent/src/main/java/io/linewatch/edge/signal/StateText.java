package io.linewatch.edge.signal;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A machine's state as it can be sent and stored. */
final class StateText {
  private static final int MAX_LENGTH = 64;

  private StateText() {}

  /** Null when there is none. */
  static @Nullable String of(@Nullable JsonNode node) {
    return node == null || !node.isValueNode() ? null : of(node.asText());
  }

  /** Null when nothing is left of it, or too much. */
  static @Nullable String of(String text) {
    String written = written(text).strip();
    return written.isEmpty() || written.length() > MAX_LENGTH ? null : written;
  }

  /** Controllers pad their texts with NUL; what cannot be sent or stored is no part of a state. */
  private static String written(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.isSurrogate(c)) {
        StringBuilder written = new StringBuilder();
        text.codePoints().filter(StateText::isWritten).forEach(written::appendCodePoint);
        return written.toString();
      }
    }
    return text;
  }

  private static boolean isWritten(int codePoint) {
    return !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.SURROGATE;
  }
}
