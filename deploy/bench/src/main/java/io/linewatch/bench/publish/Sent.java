package io.linewatch.bench.publish;

/**
 * What a publisher has done, as the last line of its log.
 *
 * @param firstMillis wall clock before the first message
 * @param lastMillis wall clock when the broker had read them all
 */
public record Sent(long messages, long firstMillis, long lastMillis) {
  private static final String WORD = "sent";

  String toLine() {
    return WORD + " " + messages + " " + firstMillis + " " + lastMillis;
  }

  /**
   * @throws IllegalArgumentException when the publisher failed; the message has what it said
   */
  public static Sent ofLog(String log) {
    String[] words =
        log.lines().reduce("", (before, line) -> line.isBlank() ? before : line).split(" ", -1);
    if (words.length != 4 || !words[0].equals(WORD)) {
      throw new IllegalArgumentException("the publisher did not end well:\n" + log.strip());
    }
    return new Sent(Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
  }
}
