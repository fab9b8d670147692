package io.linewatch.domain.config;

/**
 * One mistake in a text somebody wrote.
 *
 * @param path where, such as {@code mqtt.connections[0].url}; empty for the text as a whole
 * @param message what is wrong and what would be right; the beginning of it when it quotes too much
 */
public record Problem(String path, String message) {
  /** Of one text no more are kept. Bounds the report, not the check: nobody reads more. */
  public static final int MAX_KEPT = 200;

  private static final int MAX_MESSAGE = 500;

  /** For what is added behind a message that was cut, such as the line. */
  private static final int ROOM = 50;

  private static final int MAX_SHOWN_PATH = 200;

  public Problem {
    int most = message.length() <= MAX_MESSAGE + ROOM ? MAX_MESSAGE + ROOM : MAX_MESSAGE;
    message = Excerpt.of(message, most);
  }

  @Override
  public String toString() {
    return path.isEmpty() ? message : Excerpt.of(path, MAX_SHOWN_PATH) + ": " + message;
  }
}
