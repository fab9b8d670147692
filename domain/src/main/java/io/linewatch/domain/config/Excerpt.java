package io.linewatch.domain.config;

/**
 * The beginning of a text that somebody else wrote, for a message: a refusal must not become as
 * long as what it refuses, and must itself be a text that can be sent, stored and shown.
 */
public final class Excerpt {
  private static final String CUT = "…";
  private static final int REPLACEMENT = 0xFFFD;

  private Excerpt() {}

  /**
   * @return the text, or its beginning and "…" where it has more than {@code most} characters; what
   *     cannot be shown, control characters and halves of characters, is replaced by U+FFFD
   */
  public static String of(String text, int most) {
    if (text.length() <= most) {
      return shown(text);
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return shown(text.substring(0, end)) + CUT;
  }

  private static String shown(String text) {
    if (text.codePoints().allMatch(Excerpt::isShown)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(c -> shown.appendCodePoint(isShown(c) ? c : REPLACEMENT));
    return shown.toString();
  }

  private static boolean isShown(int c) {
    return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
  }
}
