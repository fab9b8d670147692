package io.linewatch.domain.config;

import org.jspecify.annotations.Nullable;

/**
 * Text that can be sent as UTF-8 and stored by PostgreSQL: no half of a character (a surrogate that
 * stands alone), no NUL.
 */
public final class WholeText {
  private WholeText() {}

  /**
   * @return the text itself
   * @throws IllegalArgumentException when it is not whole
   */
  public static String require(String text) {
    String flaw = flaw(text);
    if (flaw != null) {
      throw new IllegalArgumentException(flaw);
    }
    return text;
  }

  /** What is wrong with it, in words that follow its name; null when nothing is. */
  static @Nullable String flaw(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return "must not contain the character NUL";
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return "has half of a character, a surrogate that stands alone";
      }
    }
    return null;
  }
}
