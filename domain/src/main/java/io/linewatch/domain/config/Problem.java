package io.linewatch.domain.config;

/**
 * One mistake in a text somebody wrote.
 *
 * @param path where, such as {@code mqtt.connections[0].url}; empty for the text as a whole
 * @param message what is wrong and what would be right
 */
public record Problem(String path, String message) {
  @Override
  public String toString() {
    return path.isEmpty() ? message : path + ": " + message;
  }
}
